// qti3-item-player, in the page: defines `player`, as `play.mjs` describes it.
//
// It is a component of Vue 2. Responses go in as a student's do who comes back to a suspended attempt: in the state that
// the player gave when it was suspended. What goes wrong inside it is caught there and only logged, so its log is read
// for errors.
{
  const said = console.error;
  console.log = (first) => /^\[\w*(Error|Exception)\]/.test(first) && said(first);

  const waiting = {};
  const next = (event) => new Promise((resolve, reject) => {
    waiting[event] = resolve;
    setTimeout(reject, 5000, new Error(`it never says ${event}`));
  });
  const heard = (event) => (detail) => waiting[event]?.(detail);

  let xml, mounted, suspended;

  const mount = async () => {
    const place = document.createElement("div");
    document.body.replaceChildren(place);
    const ready = next("player");
    new Vue({
      render: (create) => create(qti3Player.default ?? qti3Player, {
        props: { suppressAlertMessages: true, suppressInvalidResponseMessages: true },
        on: {
          notifyQti3PlayerReady: heard("player"),
          notifyQti3ItemReady: heard("item"),
          notifyQti3SuspendAttemptCompleted: heard("suspended"),
          notifyQti3EndAttemptCompleted: heard("ended"),
        },
      }),
    }).$mount(place);
    mounted = await ready;
  };

  const stand = async (state) => {
    await mount();
    const ready = next("item");
    mounted.loadItemFromXml(xml, {
      guid: "attempt",
      status: "interacting",
      sessionControl: { max_attempts: 0, show_feedback: true, validate_responses: false },
      ...(state && { state }),
    });
    await ready;
    do {
      await new Promise((resolve) => setTimeout(resolve));
    } while (document.querySelector(".qti-stylesheet:empty"));
  };

  window.player = {
    root: () => document.getElementById("qti-item-container"),

    async load(_, source) {
      xml = source;
      await stand();
      const told = next("suspended");
      mounted.suspendAttempt("load");
      suspended = (await told).state;
    },

    async begin(responses) {
      const responseVariables = suspended.responseVariables.map(
        (variable) => ({ ...variable, value: responses[variable.identifier] ?? null }),
      );
      await stand({ ...suspended, responseVariables });
    },

    control(response, choice) {
      if (choice) return document.querySelector(`[data-identifier="${choice}"]`);
      const declared = [...new DOMParser().parseFromString(xml, "text/xml").querySelectorAll(
        "qti-text-entry-interaction, qti-extended-text-interaction",
      )];
      const place = declared.findIndex((interaction) => interaction.getAttribute("response-identifier") === response);
      return document.querySelectorAll(
        ".qti-text-entry-interaction input, .qti-extended-text-interaction textarea",
      )[place];
    },

    async end() {
      const told = next("ended");
      mounted.endAttempt("end");
      const { state } = await told;
      const shown = document.querySelectorAll(".qti3-player-modal-body, .qti-feedback-block, .qti-feedback-inline");
      return {
        outcomes: Object.fromEntries(state.outcomeVariables.map(({ identifier, value }) => [identifier, value])),
        shown: [...shown].filter((feedback) => feedback.checkVisibility()).map((feedback) => feedback.innerText.trim()),
      };
    },
  };
}
