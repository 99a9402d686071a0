// @citolab/qti-components, in the page: defines `player`, as `play.mjs` describes it.
{
  let item;

  const feedbacks = () => [...item.querySelectorAll("qti-modal-feedback, qti-feedback-block, qti-feedback-inline")];

  window.player = {
    root: () => item,

    async load(url) {
      const host = document.createElement("qti-item");
      const container = document.createElement("item-container");
      container.setAttribute("item-url", url);
      host.append(container);
      const connected = new Promise((resolve) => {
        host.addEventListener("qti-assessment-item-connected", (event) => resolve(event.detail), { once: true });
      });
      document.body.replaceChildren(host);
      item = await connected;
      do {
        await new Promise((resolve) => setTimeout(resolve));
      } while (item.querySelectorAll(":scope > qti-stylesheet").length > item.querySelectorAll(":scope > style").length);
    },

    begin(responses) {
      item.resetResponses();
      item.variables = item.variables
        .filter((variable) => variable.type === "response")
        .map(({ identifier }) => ({ identifier, type: "response", value: responses[identifier] ?? null }));
    },

    control(response, choice) {
      const interaction = item.querySelector(`[response-identifier="${response}"]`);
      return choice
        ? interaction.querySelector(`[identifier="${choice}"]`)
        : interaction.shadowRoot.querySelector("input, textarea");
    },

    async end() {
      item.processResponse();
      await Promise.all(feedbacks().map((feedback) => feedback.updateComplete));
      const outcomes = item.variables.filter((variable) => variable.type === "outcome");
      return {
        outcomes: Object.fromEntries(outcomes.map(({ identifier, value }) => [identifier, value])),
        shown: feedbacks().map((feedback) => feedback.innerText.trim()).filter(Boolean),
      };
    },
  };
}
