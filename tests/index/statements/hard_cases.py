"""Hard constructions of printed news: what has to be found in each, and what must not be said by anybody."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["DENIALS", "HARD", "NEGATIONS", "Hard", "Says"]


class Says(NamedTuple):
    """Part of a statement that has to be found.

    :ivar speaker: words of the speaker's phrase as printed, or of the name that it is resolved to
    :ivar content: words of the content
    :ivar stance: "denies", "not denies" where that is negated, empty where it does not matter
    :ivar name: words of the name that the phrase has to be resolved to; empty where it does not matter
    """

    speaker: str
    content: str
    stance: str = ""
    name: str = ""


class Hard(NamedTuple):
    number: int
    text: str
    says: tuple[Says, ...] = ()
    never: tuple[str, ...] = ()  # what no statement has among its content


HARD = (
    Hard(
        1,
        "Egypt rejected the article.\n\n“The convoy is short of fuel and looks for more,” an unnamed “port official” "
        "told the Gazette. “Egypt would be a natural place to buy it.”",
        (Says("an unnamed “port official”", "The convoy is short"), Says("port official", "a natural place")),
        ("port official",),
    ),
    Hard(
        2,
        "The government in Tehran firmly denied that such a sale was planned, calling the reports “a clumsy fairy "
        "tale.” The statement added that “behind this noise hides an old grudge.”",
        (
            Says("government in Tehran", "that such a sale was planned", "denies"),
            Says("government in Tehran", "a clumsy fairy tale"),
            Says("The statement", "behind this noise", name="Tehran"),
        ),
    ),
    Hard(
        3,
        "“The border stays shut,” said Ines Calderón, the interior minister.\n\n“Nobody asked us to open it.\n\n“And "
        "nobody will.”\n\nShares lost two percent.",
        (
            Says("Ines Calderón", "The border stays shut"),
            Says("Ines Calderón", "Nobody asked us"),
            Says("Ines Calderón", "nobody will"),
        ),
        ("Shares lost",),
    ),
    Hard(
        4,
        "“The bridge is finished, said Councillor Ada Finch.\n\nHer rivals laughed.",
        (Says("Ada Finch", "The bridge is finished"),),
        ("said Councillor", "Her rivals laughed"),
    ),
    Hard(
        5,
        "The so-called “harbour lobby” lost two votes, and the “Iron Lagoon” musical opened on Tuesday.",
        never=("harbour lobby", "Iron Lagoon"),
    ),
    Hard(
        6,
        "'It was a blunder,' the dockers' union said. 'The owners' club admits it.'",
        (Says("union", "It was a blunder"), Says("union", "The owners' club admits it")),
    ),
    Hard(
        7,
        "“She told us ‘stay off the pier’ and walked away,” Mr. Okafor said.",
        (Says("Okafor", "She told us"), Says("Okafor", "stay off the pier"), Says("Okafor", "walked away")),
    ),
    Hard(
        8,
        "The fishing trade, he said, is “in far worse shape than after the 1987 flood.”",
        (Says("he", "The fishing trade"), Says("he", "in far worse shape")),
    ),
    Hard(
        9,
        "“The square was empty,” she added, “and yet the bells rang all night.”",
        (Says("she", "The square was empty"), Says("she", "the bells rang")),
    ),
    Hard(
        10,
        "Asked whether she would step down, the governor said, “Not today,” The Harbor Courier reported.",
        (Says("the governor", "Not today"),),
    ),
    Hard(
        11,
        "According to Lena Frost, the film will be shown in June. The studio, according to three people who saw the "
        "contract, paid $3 million.",
        (
            Says("Lena Frost", "the film will be shown"),
            Says("three people", "The studio"),
            Says("three people", "paid $3 million"),
        ),
    ),
    Hard(
        12,
        "Ms. Volkova did not deny that the payment was made.",
        (Says("Volkova", "the payment was made", "not denies"),),
    ),
    Hard(
        13,
        "Turkey has not confirmed that the pipeline was damaged.",
        (Says("Turkey", "the pipeline was damaged", "not confirms"),),
    ),
    Hard(
        14,
        "Commanders declined to say whether the drone had crashed.",
        never=("the drone had crashed",),
    ),
    Hard(
        15,
        "Armenia said Azerbaijan had shelled three villages; Baku called the report “an invention.”",
        (Says("Armenia", "Azerbaijan had shelled"), Says("Baku", "an invention")),
    ),
    Hard(
        16,
        "Ukraine accused Russia of mining the strait, a charge Moscow dismissed as “laughable.”",
        (Says("Moscow", "laughable", "denies"), Says("Ukraine", "mining the strait", "alleges")),
    ),
    Hard(
        17,
        "“I was never on that boat,” Harker was quoted as saying by the weekly.",
        (Says("Harker", "I was never"),),
    ),
    Hard(
        18,
        "In a statement released by the coast guard on Sunday, it said the trawler “ignored three warnings.”",
        (Says("it", "ignored three warnings", name="coast guard"),),
    ),
    Hard(
        19,
        "Lindqvist: “We heard that from the auditors.”\n\nSen. Bea Corley (D-Ore.): “Which auditors?”",
        (Says("Lindqvist", "We heard that"), Says("Bea Corley", "Which auditors")),
    ),
    Hard(20, "Continued Marsh: “And so the roof came down.”", (Says("Marsh", "And so the roof"),)),
    Hard(
        21, "“The worst budget in forty years.” ― Guillermo Prats", (Says("Guillermo Prats", "worst budget"),)
    ),
    Hard(
        22,
        "“Keeping the mine open is a duty,” Hollis Trent, a former aide to Vera Lund who drafted the report, said on "
        "Monday.",
        (Says("Hollis Trent", "Keeping the mine open"),),
    ),
    Hard(
        23,
        "Karin Holm met Tomas Reyes in Lisbon. “We want shorter queues,” she said. “He thinks as I do.”",
        (Says("she", "We want shorter", name="Karin Holm"), Says("she", "He thinks", name="Karin Holm")),
    ),
    Hard(
        24,
        "Piet Maas, a spokesman for the Lifeboat Society, appeared on Sunday. The spokesman said the crew had been "
        "saved.",
        (Says("The spokesman", "the crew had been saved", name="Piet Maas"),),
    ),
    Hard(
        25,
        "The study, by the Fisheries Board, found that “whole shoals had vanished.” It said no boat had been fined.",
        (
            Says("study", "whole shoals had vanished"),
            Says("It", "no boat had been fined", name="Fisheries Board"),
        ),
    ),
    Hard(
        26,
        "Adeyemi said she “warmly” backs the treaty but would “never have signed” it in haste.",
        (Says("Adeyemi", "warmly"), Says("Adeyemi", "never have signed")),
    ),
    Hard(
        27,
        "He vowed to appeal the verdict and promised that “each cent” would be repaid.",
        (Says("He", "to appeal the verdict", "promises"), Says("He", "each cent", "promises")),
    ),
    Hard(
        28,
        "A 6'4\" guard came out. “Hands up,” she shouted.",
        (Says("she", "Hands up"),),
        ("guard came out",),
    ),
    Hard(
        29,
        "Marlow, quoting a headline in The Beacon, tweeted: “Utter nonsense!”",
        (Says("Marlow", "Utter nonsense"),),
    ),
    Hard(
        30,
        "“There was no offer,” a diplomat familiar with the meeting who was not allowed to speak openly told The "
        "Beacon.",
        (Says("a diplomat familiar with the meeting", "There was no offer"),),
    ),
    Hard(
        31,
        "Bashar al-Assad said on Friday that Damascus would answer. “They will pay for every raid,” the state news "
        "agency quoted him as saying.",
        (Says("him", "They will pay", name="Assad"),),
    ),
    Hard(
        32,
        "The chancellor said the industry, which stalled in spring, is now hiring, and rents fell by 3 percent in "
        "August, according to the Statistics Office.",
        (Says("The chancellor", "the industry"), Says("Statistics Office", "rents fell")),
    ),
    Hard(
        33,
        "“Yes,” said Mia Brandt. Otto Weiss disagreed. “It is a bad bargain for the town,” he said.",
        (Says("Mia Brandt", "Yes"), Says("he", "It is a bad bargain", name="Otto Weiss")),
    ),
    Hard(
        34,
        "In a letter that read “We have had enough,” the bishop condemned the law. The law is known as the “Clean "
        "Rivers Act.”",
        (Says("bishop", "We have had enough"),),
        ("Clean Rivers Act",),
    ),
    Hard(
        35,
        "China’s defence ministry rejected the charge as “theatre,” while the Australian government insisted it had "
        "“no reason to doubt” the pilots.",
        (
            Says("defence ministry", "theatre", "denies"),
            Says("Australian government", "no reason to doubt", "alleges"),
        ),
    ),
    Hard(
        37,
        "''The lock is broken,''\u00a0the keeper said.\r\n\r\n“We wait,” Jo\u00a0Marr said. \"Until noon,\" she\u00a0"
        "added.",
        (
            Says("the keeper", "The lock is broken"),
            Says("Jo\u00a0Marr", "We wait"),
            Says("she", "Until noon", name="Jo\u00a0Marr"),
        ),
    ),
    Hard(
        38,
        "“We will rebuild,” said Noor Haddad.\n\n“Our families built this town.\n\n“And we have nowhere else,” she "
        "said.",
        (
            Says("Noor Haddad", "We will rebuild"),
            Says("Noor Haddad", "Our families"),
            Says("she", "nowhere else", name="Noor Haddad"),
        ),
    ),
)

# A sentence, and words of the claim in it that nobody may be shown to have made.
DENIALS = (
    ("Turkey denied that its jets had crossed the border.", "its jets had crossed"),
    ("Turkey denied its jets had crossed the border.", "its jets had crossed"),
    ("Turkey did not say that its jets had crossed the border.", "its jets had crossed"),
    ("Turkey never said its jets had crossed the border.", "its jets had crossed"),
    ("Turkey has not confirmed that its jets crossed the border.", "its jets crossed"),
    ("Turkey would neither confirm nor deny that its jets crossed the border.", "its jets crossed"),
    ("Turkey refused to confirm that its jets had crossed the border.", "its jets had crossed"),
    ("Turkey refused to say that its jets had crossed the border.", "its jets had crossed"),
    ("Turkey declined to acknowledge that its jets had crossed the border.", "its jets had crossed"),
    ("Turkey stopped short of saying that its jets had crossed the border.", "its jets had crossed"),
    ("Turkey rejected the claim that its jets had crossed the border.", "its jets had crossed"),
    ("Turkey dismissed as a lie the report that its jets had crossed the border.", "its jets had crossed"),
    ("Turkey disputed that its jets had crossed the border.", "its jets had crossed"),
    ("The minister flatly denied “ordering the raid,” and left.", "ordering the raid"),
    ("The minister denied having said that the raid was a success.", "the raid was a success"),
    ("The minister denied saying the raid was a success.", "the raid was a success"),
    (
        "“We did not order the raid,” the minister said, denying that he had been told of it.",
        "he had been told",
    ),
    ("No minister said that the raid was a success.", "the raid was a success"),
    ("Nobody at the ministry confirmed that the raid was a success.", "the raid was a success"),
    ("The ministry cannot confirm that the raid was a success.", "the raid was a success"),
    ("The minister was not quoted as saying that the raid was a success.", "the raid was a success"),
    ("The minister failed to admit that the raid was a mistake.", "the raid was a mistake"),
    ("Without admitting that the raid was a mistake, the minister offered money.", "the raid was a mistake"),
)

# A sentence, and words that its statement must not lose: without them it says the contrary.
NEGATIONS = (
    (
        "The minister said he could not confirm that the raid was a success.",
        "he could not confirm that the raid",
    ),
    ("The minister said it was not true that the raid had failed.", "it was not true that the raid"),
    ("It is untrue, the minister said, that the raid had failed.", "It is untrue"),
    ("The minister said no soldier “had crossed the river.”", "no soldier"),
    ("The minister said the army had never “crossed the river.”", "never"),
    (
        "The minister said that the army would not leave unless the river froze.",
        "would not leave unless the river",
    ),
)
