"""Letters beyond ASCII by language, and the encodings that were made for them."""

from typing import Final

_FLAT: Final = {
    "english": "éèïñöüçâêô",
    "french": "éèêëàâçùûüôîïœæÿ",
    "german": "äöüßẞé",
    "spanish": "áéíóúñüªº",
    "portuguese": "ãõáâàçéêíóôúü",
    "italian": "àèéìòù",
    "nordic": "åäöæøé",
    "icelandic": "áðéíóúýþæö",
    "dutch": "ëéïèöüêç",
    "catalan": "àèéíïóòúüç",
    "polish": "ąćęłńóśźż",
    "czech": "áčďéěíňóřšťúůýž",
    "slovak": "áäčďéíĺľňóôŕšťúýž",
    "hungarian": "áéíóöőúüű",
    "croatian": "čćđšž",
    "romanian": "ăâîșțşţ",
    "turkish": "çğıİöşüâî",
    "baltic": "ąčęėįšųūžāēģīķļņ",
    "estonian": "äöüõšž",
}
"""Latin alphabets: being in it is what counts."""

_BY_FREQUENCY: Final = {
    "russian": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "ukrainian": "оанитвіерслкудмпязьбгйчхцюїжєшщфґ",
    "serbian": "аиоенртсјукдлмпвзбгчшћжцљхњђџф",
    "bulgarian": "аиоетнрсвлкдпмзугбчяъжщйшцхфюь",
    "greek": "αοιετνσηρπκμλςυωδγχθφβξζψάίόέήύώϊϋΐ",
    "hebrew": "יוהלאמרתבשנםדעחקפטגכןצסזךףץ",
    "arabic": "اليمنوترهبدعسفكقحجةىأصشطخإذزضغثظءآؤئ",
    "persian": "ایرندمهوتبسشکزگلخفقعحپجچصطضذثغظژآءئ",
    "thai": "านรอกเงมยลวดทสตะปบคหแจพชขใไโผถฉธซฟฐณภศษญฎฏฌฆ็่้๊๋ิีึืุูัำ์",
    "vietnamese": "đăâêôơưàáèéìíòóùúýãõ",
}
"""Alphabets in order of frequency: the first letter weighs 1, the last 0.2."""

_SIMPLIFIED: Final = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发"
    "后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开"
    "但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并"
    "物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先"
    "海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才"
    "结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书"
    "非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领"
    "共确传师观清今切院让识候带导争运桥修费议批评居民市长"
)
_TRADITIONAL: Final = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發"
    "後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開"
    "但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並"
    "物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先"
    "海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才"
    "結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書"
    "非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領"
    "共確傳師觀清今切院讓識候帶導爭運橋修費議批評居民市長"
)
_KANJI: Final = (
    "日一国人年大十二本中長出三時行見月分後前生五間上東四今金九入学高円子外八六下来気小七山話女北午"
    "百書先名川千水半男西電校語土木聞食車何南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立"
    "開手力問代明動京目通言理体田主題意不作用度強公持野以思家世多正安院心界教文元重近考画海売知道集"
    "別物使品計死特私始朝運終台広住真有口少町料工建急止送切転研究楽起着店病質待試族銀早映親験英医仕"
    "去味写字答夜音注帰歌悪図室歩風紙黒春赤青館屋色走秋夏習洋旅服夕借曜肉貸堂鳥飯勉冬昼茶弟牛魚兄犬"
    "妹姉漢市政府費橋議選党首相都県道路経済問題"
)
_HANGUL: Final = (
    "이다는에의고하을가를한은지로기도사서들인어자나리그아해대시일정보수있제부과장원라만전오상주스면게"
    "구했으니며여까성공안비동선적조관국민연유모치신무교마재우했던되된않없것등말위회경실현발표화산생계"
    "용물소세진심당방통내미바두중번할"
)


def _ranked(letters: str) -> dict[str, float]:
    last = max(len(letters) - 1, 1)
    return {letter: 1.0 - 0.8 * place / last for place, letter in enumerate(letters)}


def _asian(common: str, block: tuple[int, int], other: float) -> dict[str, float]:
    """All characters of a Unicode block with one weight, the common ones with 1."""
    weights = {chr(point): other for point in range(block[0], block[1] + 1)}
    return weights | dict.fromkeys(common, 1.0)


_HAN = (0x4E00, 0x9FFF)
_KANA = (0x3041, 0x30FF)

ALPHABETS: Final[dict[str, dict[str, float]]] = {
    **{name: dict.fromkeys(letters, 1.0) for name, letters in _FLAT.items()},
    **{name: _ranked(letters) for name, letters in _BY_FREQUENCY.items()},
    "simplified": _asian(_SIMPLIFIED, _HAN, 0.1),
    "traditional": _asian(_TRADITIONAL, _HAN, 0.1),
    "japanese": _asian(_KANJI, _HAN, 0.1) | {chr(p): 1.0 for p in range(_KANA[0], _KANA[1] + 1)},
    "korean": _asian(_HANGUL, (0xAC00, 0xD7A3), 0.2) | {chr(p): -0.3 for p in range(*_HAN)},
}
"""Weight of each letter by language."""

CANDIDATES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        "windows-1252",
        (
            "english",
            "french",
            "german",
            "spanish",
            "portuguese",
            "italian",
            "nordic",
            "icelandic",
            "dutch",
            "catalan",
            "estonian",
        ),
    ),
    ("windows-1250", ("polish", "czech", "slovak", "hungarian", "croatian", "romanian", "german")),
    ("windows-1251", ("russian", "ukrainian", "serbian", "bulgarian")),
    ("windows-1254", ("turkish",)),
    ("windows-1253", ("greek",)),
    ("windows-1257", ("baltic", "estonian")),
    ("windows-1255", ("hebrew",)),
    ("windows-1256", ("arabic", "persian")),
    ("windows-1258", ("vietnamese",)),
    ("iso-8859-2", ("polish", "czech", "slovak", "hungarian", "croatian", "romanian")),
    ("iso-8859-15", ("french", "german", "spanish", "portuguese", "italian", "nordic")),
    ("iso-8859-5", ("russian", "ukrainian", "serbian", "bulgarian")),
    ("iso-8859-7", ("greek",)),
    ("koi8-r", ("russian", "bulgarian")),
    ("koi8-u", ("ukrainian", "russian")),
    ("cp866", ("russian",)),
    ("cp874", ("thai",)),
    ("macintosh", ("french", "german", "spanish", "portuguese", "italian", "nordic")),
    ("cp850", ("french", "german", "spanish", "portuguese", "italian", "nordic")),
    ("gb18030", ("simplified",)),
    ("big5", ("traditional",)),
    ("cp932", ("japanese",)),
    ("euc-jp", ("japanese",)),
    ("cp949", ("korean",)),
)
"""Encodings in order of preference where the letters do not decide, with their languages."""
