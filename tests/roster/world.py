"""A roster of 300 students with names from all over the world, and names that are hard to print.

    students()[0]           ("w001", "Zoë Müller")
    table()                 the same as CSV: "id,name\\r\\n..."

Names are put together of given and family names, in the order of their languages; the seed is fixed.
"""

from __future__ import annotations

import csv
import io
import random

# Each row: whether the family name comes first, what stands between the names, given names, family names.
_REGIONS = """\
german|given| |Zoë Jürgen Käthe Sören Mareike Wolf-Dieter|Müller Weiß Größmann Hüsgen-Öz Schäfer
french|given| |Éloïse François Hélène Noël Jean-Loïc Anaïs|Lefèvre d’Haÿ L’Huillier Œuvrard Ménétrier Gœtz
spanish|given| |María-José Íñigo Begoña Ángel Nuria|Núñez Ibáñez Güemes Peña y_Lillo
portuguese|given| |João Conceição Luís Inês|Gonçalves Simões d’Ávila Brandão
nordic|given| |Þórður Åse Øystein Guðrún Märta Søren|Ægisdóttir Ångström Bjørnstjerne Jökulsdóttir
polish|given| |Łukasz Małgorzata Święta Żaneta|Wójcik Brzęczyszczykiewicz Szczęsny Dąbrowski
czech|given| |Jiří Řehoř Zdeňka Božena|Dvořák Šťastný Kněžour Příhodová
hungarian|family| |Győző Erzsébet Ödön Tünde|Szőke Vörösmarty Nagy Őry
romanian|given| |Ștefan Țuțea Ioană Crîșan|Brâncuși Țepeș Eliade
turkish|given| |Çağla İbrahim Gülşen Işıl|Öztürk Yıldırım Şahinoğlu
baltic|given| |Žydrūnė Ģirts Ēriks Ąžuolas|Bērziņš Kļaviņa Šimkutė
vietnamese|family| |Thị_Ánh Văn_Đức Ngọc_Hưởng Thuỷ|Nguyễn Trần Phạm Đặng Vũ
azerbaijani|given| |Əli Nərgiz Rəşad|Əliyev Məmmədova Quliyeva
hawaiian|given| |Kealiʻi Kapiʻolani|Kahananui Keliʻihoʻomalu
yoruba|given| |Adébáyọ̀ Ọlọ́run Ṣadé Ìyábọ̀|Adéyẹmí Ògúnbọ̀wálé
russian|given| |Анна-Мария Дмитрий Фёдор Юлия|Иванова Щербаков Пётр Королёв
ukrainian|given| |Їжак Ґерда Євген|Шевченко Грищенко Ґудзь
bulgarian|given| |Цветелина Георги|Стоянова Ъглов
serbian|given| |Љиљана Ђорђе|Његош Џајић
kazakh|given| |Әйгерім Нұрсұлтан|Қасымов Өмірбек
greek|given| |Αλέξανδρος Ευδοκία Γιώργος|Παπαδόπουλος Ξένου Οικονόμου
armenian|given| |Հայկ Անահիտ|Գրիգորյան Սարգսյան
georgian|given| |გიორგი ნინო|მაისურაძე ჯავახიშვილი
arabic|given| |محمد فاطمة عبد_الرحمن أحمد|الهاشمي حسن بن_علي الخوارزمي
persian|given| |علی‌رضا پریسا ژاله گلناز|کریمی چراغ‌پور یزدانی
urdu|given| |ٹیپو ڈاکٹر_نور|خان قریشی
hebrew|given| |שירה יונתן נועה|כהן לוי בן_דוד
hindi|given| |प्रियंका कृष्ण श्रीनिवास अर्जुन|शर्मा त्रिपाठी क्षत्रिय
bengali|given| |শ্রীমতী রবীন্দ্রনাথ|বন্দ্যোপাধ্যায় ঠাকুর
tamil|family| |செல்வி கார்த்திக்|தமிழ் ஸ்ரீனிவாசன்
telugu|family| |శ్రీను లక్ష్మి|రెడ్డి కృష్ణమూర్తి
kannada|family| |ಶ್ರೀನಿವಾಸ ಲಕ್ಷ್ಮಿ|ಗೌಡ ಮೂರ್ತಿ
malayalam|given| |ശ്രീജിത്ത് ലക്ഷ്മി|നായർ മേനോൻ
gujarati|given| |પ્રિયા જિજ્ઞેશ|પટેલ શાહ
punjabi|given| |ਹਰਪ੍ਰੀਤ ਗੁਰਮੀਤ|ਸਿੰਘ ਕੌਰ
sinhala|given| |ශ්‍රීමා කුමාර|පෙරේරා සිල්වා
thai|given| |สมชาย ปิ่นแก้ว น้ำฝน|ใจดี ศรีสุข ณ_อยุธยา
lao|given| |ສົມພອນ ຄຳ|ວົງສາ ສີສຸກ
burmese|given| |အောင်ဆန်း ခင်|ကြည် မြင့်
khmer|family| |សុខា ស្រីមុំ|ជា គឹម
tibetan|given| |བསྟན་འཛིན་ སྒྲོལ་མ་|རྒྱ་མཚོ བཀྲ་ཤིས
amharic|given| |አበበ ጽጌረዳ|በቂላ ኃይለሥላሴ
chinese|family||小明 芳 子涵 若兮|王 歐陽 诸葛 陳 张
japanese|family| |ひろし 健太郎 さくら ユリヤ|田中 斎藤 髙橋 鈴木
korean|family||철수 영희 지훈|김 남궁 최 황보
"""

HARD = (
    "",
    "A",
    "Ng",
    "O'Brien; Lee",
    "D’Angelo",
    "Tom & Jerry",
    "100 % #1_{x}~y^2 \\input{x} $5",
    '"Quoted" `Name´ «X»',
    "=1+1",
    "+49 30 1234",
    "@sum(A1)",
    "-2",
    "\\end{document}",
    "^^5c ^^M",
    "a--b---c ''d'' ,,e, <<f>> !`g ?`h",
    "Bob 🙂 Smith",
    "👩🏽‍🎓 Grad",
    "Ann ❤️",
    "x̂ q̃ e\u0301 a\u030a \u0301",
    "Z̴͑ä̶l̷g̈o̊",
    "Smith 王 Ahmed محمد Jones",
    "محمد (علي) 12",
    "Lee (שירה) Cohen",
    "Dr. 李明 Jr.",
    "Иван O’Neil-Müller",
    "ab\u200bcd\u00adef\u00a0gh",
    "\u202eevil\u202c \u2066x\u2069",
    "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh von und zu Hohenzollern-Sigmaringen",
    "Xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "W" * 90,
    "王" * 60,
    "محمد " * 20,
    "Александра-" * 10,
    "กขคงจฉชซ" * 8,
    "नमस्ते" * 20,
)
"""Names, one of them empty, of which each has something that is hard for somebody."""

COUNT = 300


def students() -> list[tuple[str, str]]:
    """Ids and names of all students."""
    rng = random.Random(2026)
    names = list(HARD)
    rows = [line.split("|") for line in _REGIONS.splitlines()]
    while len(names) < COUNT:
        _, first, between, given, family = rows[(len(names) - len(HARD)) % len(rows)]
        pair = [rng.choice(given.split()), rng.choice(family.split())]
        names.append(between.join(reversed(pair) if first == "family" else pair).replace("_", " "))
    rng.shuffle(names)
    return [(f"w{number:03}", name) for number, name in enumerate(names, start=1)]


def table() -> str:
    """The roster as a file that a spreadsheet could have written."""
    stream = io.StringIO()
    csv.writer(stream).writerows([("id", "name"), *students()])
    return stream.getvalue()
