"""The third reading of the 360Bulletin article, from the first line to the last."""

from tests.reading_marks import claim, cue, figure, quote, source

KIM = "Kim Jong Un"
UNLIKELY = (
    "Trump’s potential second term is unlikely to prioritize talks with North Korea immediately"
)
SUPPLIED = (
    "[North Korea has supplied Moscow with over 10,000 troops and weapons for its war in Ukraine]"
)
KILLED = (
    "[thousands of North Korean soldiers have been killed or injured while fighting in Russia’s "
    "Kursk region]"
)
PAST = "[past negotiations with the US only solidified his belief in Washington’s hostility]"
NECESSITY = "[the necessity of a robust nuclear arsenal to deter external threats]"
NEED = "[the need for North Korea to take decisive actions in response to these developments]"

MARKS = [
    # The announcement
    source("s-north-korea", "[North Korea] has announced", "government"),
    cue("u-announced", "[has announced plans] to", "announce plans", "commissive"),
    quote(
        "q-enforce",
        "[to enforce its “toughest” anti-US policies],",
        "mixed",
        "North Korea",
        "s-north-korea s-leader",
        "u-announced u-delivered",
        note="“This message” in the next sentence makes Kim the speaker as well.",
    ),
    quote(
        "q-toughest",
        "its [“toughest”] anti-US policies",
        "partial",
        "North Korea",
        "s-north-korea s-leader",
        "u-announced",
    ),
    claim(
        "c-announced",
        "[North Korea has announced plans to enforce its “toughest” anti-US policies]",
        "factual",
        "check-worthy",
    ),
    source("s-leader", "[Kim Jong Un, the country’s leader], delivered", "named-person"),
    cue(
        "u-delivered",
        "[delivered this message]",
        "deliver message",
        "neutral",
        note="A second cue for the same content, one sentence later.",
    ),
    claim(
        "c-delivered",
        "[Kim Jong Un, the country’s leader, delivered this message during a five-day plenary "
        "session of the ruling Workers’ Party]",
        "factual",
        "unimportant",
        note="“Five-day” is no statistic: the length of the session is not the news.",
    ),
    # The label
    source("s-kim-label", "In his speech, [Kim] labeled", "named-person"),
    cue("u-labeled", "Kim [labeled] the United States", "label", "evaluative"),
    quote(
        "q-reactionary",
        "as [“the most reactionary state that regards anti-communism as its invariable state "
        "policy,”] according",
        "partial",
        KIM,
        "s-kim-label s-kcna",
        "u-labeled u-according-kcna",
        note="What is labelled is outside: “the United States as” is the reporter’s sentence.",
    ),
    cue("u-according-kcna", "[according to] the state-run", "according to", "neutral"),
    source(
        "s-kcna",
        "to [the state-run Korean Central News Agency (KCNA)].",
        "state-media",
        relay=True,
    ),
    # The alliance
    source("s-kim-criticism", "[Kim] criticized", "named-person"),
    cue("u-criticized", "Kim [criticized] the", "criticize", "evaluative"),
    cue("u-describing", "[describing] it as", "describe", "neutral"),
    quote(
        "q-formation",
        "it as [the formation of “a nuclear military bloc for aggression.”]",
        "mixed",
        KIM,
        "s-kim-criticism",
        "u-describing u-criticized",
    ),
    quote(
        "q-bloc",
        "of [“a nuclear military bloc for aggression.”]",
        "partial",
        KIM,
        "s-kim-criticism",
        "u-describing",
    ),
    source("s-he", "[He] emphasized", "named-person"),
    cue("u-emphasized", "He [emphasized] the need", "emphasize", "assertive"),
    quote("q-need", NEED, "indirect", KIM, "s-he", "u-emphasized"),
    claim("c-need", NEED, "normative", "not-checkable", "s-he", "u-emphasized"),
    cue("u-outlining", "[outlining] a strategy", "outline", "neutral"),
    quote(
        "q-strategy",
        "[a strategy for countering US influence to safeguard the country’s long-term national "
        "security interests]",
        "indirect",
        KIM,
        "s-he",
        "u-outlining",
        note="Says what the speech was about rather than what it said.",
        sure=False,
    ),
    # What the agency reported
    claim(
        "c-no-details",
        "[KCNA did not provide specific details about the new anti-US strategy]",
        "factual",
        "unimportant",
        modality="denied",
    ),
    source(
        "s-it",
        "[it] highlighted",
        "state-media",
        relay=True,
        note="The agency, named in the clause before.",
    ),
    cue("u-highlighted", "it [highlighted] Kim’s", "highlight", "assertive"),
    quote(
        "q-focus",
        "[Kim’s focus on enhancing North Korea’s military capabilities through advancements in "
        "defense technology]",
        "indirect",
        "KCNA",
        "s-it",
        "u-highlighted",
        medium="writing",
    ),
    source("s-kim-urged", "Additionally, [Kim] urged", "named-person"),
    cue("u-urged", "Kim [urged] efforts", "urge", "directive"),
    quote(
        "q-morale",
        "[efforts to boost the morale and mental toughness of North Korean soldiers]",
        "indirect",
        KIM,
        "s-kim-urged",
        "u-urged",
    ),
    # The first term
    claim(
        "c-unprecedented",
        "[Trump’s previous term as president saw unprecedented diplomacy with North Korea]",
        "factual",
        "check-worthy",
    ),
    figure(
        "n-meetings",
        "[three high-profile meetings] with",
        3,
        "meetings",
        "exact",
        "meetings of Trump and Kim",
    ),
    claim(
        "c-eased",
        "[These summits, which temporarily eased tensions], allowed",
        "causal",
        "check-worthy",
    ),
    claim(
        "c-remarks",
        "[These summits], which temporarily eased tensions, [allowed both leaders to exchange "
        "personal remarks]",
        "causal",
        "unimportant",
    ),
    source("s-trump", "remarks—[Trump] even famously", "named-person"),
    cue("u-claimed", "Trump [even famously claimed] that", "claim", "doubting"),
    quote(
        "q-love-claim",
        "that [he and Kim “fell in love.”]",
        "mixed",
        "Donald Trump",
        "s-trump",
        "u-claimed",
    ),
    quote("q-love", "Kim [“fell in love.”]", "partial", "Donald Trump", "s-trump", "u-claimed"),
    claim(
        "c-love",
        "that [he and Kim “fell in love.”]",
        "evaluative",
        "not-checkable",
        "s-trump",
        "u-claimed",
        stance="distances",
        note="“Even famously claimed” keeps the words at arm’s length.",
    ),
    claim(
        "c-collapsed",
        "[the talks collapsed in 2019 over disagreements about US-led sanctions on North Korea],",
        "causal",
        "check-worthy",
    ),
    claim(
        "c-escalation",
        "[the talks collapsed in 2019] over disagreements about US-led sanctions on North Korea, "
        "[leading to a renewed escalation in weapons testing by the Kim regime]",
        "causal",
        "check-worthy",
        note="The participle needs its subject, so the cause is tagged along with it.",
    ),
    source("s-experts", "[Experts] believe", "experts-generic"),
    cue("u-believe", "Experts [believe] that", "believe", "cognitive"),
    quote(
        "q-experts",
        f"that [{UNLIKELY}, as conflicts in Ukraine and the Middle East demand attention]",
        "indirect",
        "Experts",
        "s-experts",
        "u-believe",
        medium="thought",
    ),
    claim(
        "c-unlikely",
        f"[{UNLIKELY}]",
        "predictive",
        "not-checkable",
        "s-experts",
        "u-believe",
        modality="probable",
    ),
    claim(
        "c-conflicts",
        "[conflicts in Ukraine and the Middle East demand attention]",
        "evaluative",
        "not-checkable",
        "s-experts",
        "u-believe",
    ),
    # Russia
    claim(
        "c-complicates",
        "[North Korea’s growing military cooperation with Russia further complicates the prospect "
        "of revived diplomacy]",
        "evaluative",
        "not-checkable",
    ),
    cue("u-according-reports", "[According to] US", "according to", "neutral"),
    source(
        "s-reports",
        "to [US and allied reports],",
        "government",
        note="Reports could be documents; what counts is that governments made them.",
    ),
    quote(
        "q-supplied",
        SUPPLIED,
        "indirect",
        "US and allied reports",
        "s-reports",
        "u-according-reports",
        medium="writing",
    ),
    claim("c-supplied", SUPPLIED, "factual", "check-worthy", "s-reports", "u-according-reports"),
    figure(
        "n-troops",
        "with [over 10,000 troops] and",
        10000,
        "troops",
        "at-least",
        "North Korean troops supplied to Russia",
        "s-reports",
        "u-according-reports",
    ),
    cue(
        "u-concerns",
        "[raises concerns] that",
        "raise concerns",
        "cognitive",
        note="Nobody is named who is concerned, so there is no source.",
    ),
    claim(
        "c-may-provide",
        "[Russia may provide North Korea with advanced military technology, including assistance "
        "with nuclear weapons development]",
        "predictive",
        "not-checkable",
        "",
        "u-concerns",
        modality="possible",
    ),
    source("s-zelenskyy", "[Ukrainian President Volodymyr Zelenskyy]", "named-person"),
    cue("u-reported", "[recently reported] that", "report", "neutral"),
    quote("q-killed", KILLED, "indirect", "Volodymyr Zelenskyy", "s-zelenskyy", "u-reported"),
    claim("c-killed", KILLED, "factual", "check-worthy", "s-zelenskyy", "u-reported"),
    figure(
        "n-soldiers",
        "[thousands of North Korean soldiers] have",
        None,
        "soldiers",
        "vague",
        "North Korean soldiers killed or injured",
        "s-zelenskyy",
        "u-reported",
    ),
    # Diplomacy
    claim(
        "c-hindered",
        "[Efforts to counter North Korea’s nuclear ambitions are further hindered by the stances "
        "of Russia and China]",
        "causal",
        "not-checkable",
    ),
    claim(
        "c-blocked",
        "[Russia and China], which [have blocked UN sanctions in response to Pyongyang’s missile "
        "tests]",
        "factual",
        "check-worthy",
    ),
    source("s-kim-reiterated", "Last month, [Kim] reiterated", "named-person"),
    cue("u-reiterated", "Kim [reiterated] that", "reiterate", "assertive"),
    quote("q-past", PAST, "indirect", KIM, "s-kim-reiterated", "u-reiterated"),
    claim("c-past", PAST, "causal", "not-checkable", "s-kim-reiterated", "u-reiterated"),
    cue("u-underscoring", "[underscoring] the necessity", "underscore", "assertive"),
    quote(
        "q-necessity",
        NECESSITY,
        "indirect",
        KIM,
        "s-kim-reiterated",
        "u-underscoring",
        note="Kim’s conclusion or the reporter’s: the participle hangs on what Kim reiterated.",
        sure=False,
    ),
    claim(
        "c-necessity",
        NECESSITY,
        "normative",
        "not-checkable",
        "s-kim-reiterated",
        "u-underscoring",
        voice="mixed",
    ),
    # Outlook
    claim(
        "c-ramping",
        "With [North Korea ramping up its weapons testing] and",
        "factual",
        "check-worthy",
    ),
    claim(
        "c-expanding",
        "With [North Korea] ramping up its weapons testing and [expanding military ties with "
        "Russia]",
        "factual",
        "check-worthy",
    ),
    claim("c-at-risk", "[regional stability remains at risk]", "evaluative", "not-checkable"),
    claim(
        "c-drills",
        "[The US, South Korea, and Japan have responded with intensified military drills]",
        "factual",
        "check-worthy",
    ),
    source("s-north-korea-condemns", "which [North Korea] condemns", "government"),
    cue("u-condemns", "North Korea [condemns] as", "condemn", "evaluative"),
    quote(
        "q-invasion",
        "as [preparations for invasion]",
        "indirect",
        "North Korea",
        "s-north-korea-condemns",
        "u-condemns",
        medium="unknown",
    ),
    claim(
        "c-fraught",
        "[the road to renewed diplomacy with Pyongyang appears increasingly fraught]",
        "evaluative",
        "not-checkable",
        modality="probable",
    ),
    claim(
        "c-solutions",
        "[This escalating tension underscores the urgent need for strategic solutions to mitigate "
        "conflict and promote stability in the region]",
        "normative",
        "not-checkable",
    ),
]
