"""The constructions of :mod:`tests.index.statements.hard_cases` in other words, so that no rule fits one sentence."""

from __future__ import annotations

from tests.index.statements.hard_cases import Hard, Says

__all__ = ["AGAIN"]

AGAIN = (
    Hard(
        1,
        'Syria dismissed the story.\n\n"They need spare parts and they will pay," a self-styled "broker" told '
        'Der Bote. "Syria has them."',
        (Says('"broker"', "They need spare"), Says("broker", "Syria has them")),
    ),
    Hard(
        3,
        '"The mine will reopen," Tariq Bello, the governor, said.\n\n"We have the '
        'money.\n\n"And we have the men."\n\nThe crowd cheered.',
        (
            Says("Tariq Bello", "mine will reopen"),
            Says("Tariq Bello", "We have the money"),
            Says("Tariq Bello", "we have the men"),
        ),
        ("The crowd cheered",),
    ),
    Hard(
        4,
        '"Nobody told us about the flood, Mayor Lotte Krag said.\n\nA hearing was set for May.',
        (Says("Lotte Krag", "Nobody told us"),),
        ("A hearing was",),
    ),
    Hard(
        4,
        "“We were never consulted, said Peter Vance, who owns the mill.\n\nThe council met again.",
        (Says("Peter Vance", "We were never"),),
        ("The council met",),
    ),
    Hard(
        5,
        "Tickets for “The Silver Gull” sold out, and a so-called “shadow cabinet” met.",
        (),
        ("The Silver Gull", "shadow cabinet"),
    ),
    Hard(
        6,
        "‘It’s over,’ the players’ captain said. ‘The clubs’ owners won.’",
        (Says("captain", "It’s over"), Says("captain", "owners won")),
    ),
    Hard(
        7,
        "\"My brother said 'don't come back' and I didn't,\" Ms. Roy recalled.",
        (Says("Roy", "My brother said"),),
    ),
    Hard(
        8,
        "The ferry line, he said, “cannot survive another winter like this.”",
        (Says("he", "cannot survive"),),
    ),
    Hard(
        9,
        '"The river rose," he recalled, "until it reached the altar."',
        (Says("he", "The river rose"), Says("he", "until it reached")),
    ),
    Hard(
        11,
        "The bank, according to a person briefed on the talks, will cut 300 jobs.",
        (Says("a person", "The bank"), Says("a person", "will cut 300 jobs")),
    ),
    Hard(
        13,
        "The army has yet to confirm that the bridge fell.",
        (Says("army", "the bridge fell", "not confirms"),),
    ),
    Hard(
        14, "The ministry refused to comment on whether the talks had failed.", (), ("the talks had failed",)
    ),
    Hard(
        15,
        "India said Pakistan had opened fire first; Islamabad dismissed the statement as “baseless.”",
        (Says("India", "Pakistan had opened"), Says("Islamabad", "baseless", "denies")),
    ),
    Hard(
        16,
        "The union accused the railway of hiding the report, an allegation the company rejected as "
        "“absurd theatre.”",
        (Says("company", "absurd theatre", "denies"), Says("union", "hiding the report", "alleges")),
    ),
    Hard(
        17,
        "“I am innocent,” the trainer was quoted as saying in the paper.",
        (Says("trainer", "I am innocent"),),
    ),
    Hard(
        19,
        'BRANDT: "I did not sign it."\n\nGov. Lyle Osgood (R-Mont.): "Then who did?"',
        (Says("BRANDT", "I did not sign"), Says("Lyle Osgood", "Then who did")),
    ),
    Hard(20, "Added Holm: “Nobody else wanted the job.”", (Says("Holm", "Nobody else"),)),
    Hard(21, "“A triumph of common sense.” — Marta Iglesias, Lisbon", (Says("Marta Iglesias", "A triumph"),)),
    Hard(
        22,
        "“Closing the school was wrong,” Ian Bligh, a friend of Rosa Kent who taught there, said.",
        (Says("Ian Bligh", "Closing the school"),),
    ),
    Hard(
        23,
        "Mary Fielding visited John Archer in Dublin. “We want a deal,” she said. “He wants one too.”",
        (
            Says("she", "We want a deal", "", "Mary Fielding"),
            Says("she", "He wants one", "", "Mary Fielding"),
        ),
    ),
    Hard(
        24,
        "Laura Stone, a spokeswoman for the Coal Board, spoke on Friday. The spokeswoman said the "
        "pit was safe.",
        (Says("The spokeswoman", "the pit was safe", "", "Laura Stone"),),
    ),
    Hard(
        26,
        "Morales said he “deeply” regrets the vote and would “do it differently” now.",
        (Says("Morales", "deeply"), Says("Morales", "do it differently")),
    ),
    Hard(
        27,
        "She promised to rebuild the pier and vowed that “no worker” would be dismissed.",
        (Says("She", "to rebuild the pier", "promises"), Says("She", "no worker", "promises")),
    ),
    Hard(
        29,
        "Ferris, citing a poll in The Globe, wrote: “We are winning.”",
        (Says("Ferris", "We are winning"),),
    ),
    Hard(
        31,
        "Putin said on Tuesday that Russia would respond. “They will regret this,” a state "
        "newspaper quoted him as saying.",
        (Says("him", "They will regret", "", "Putin"),),
    ),
    Hard(
        32,
        "The premier said the harbour, which closed in June, is open again, and exports rose by 4 "
        "percent, according to the Trade Office.",
        (Says("The premier", "the harbour"), Says("Trade Office", "exports rose")),
    ),
    Hard(
        33,
        "“No,” said Rosa Kent. Ian Bligh objected. “That is a poor excuse,” he said.",
        (Says("he", "poor excuse", "", "Ian Bligh"),),
    ),
    Hard(
        34,
        "In a tweet that said “Not one more,” the mayor backed the strikers. The strike is called "
        "the “Long March.”",
        (Says("mayor", "Not one more"),),
        ("Long March",),
    ),
    Hard(
        35,
        "Iran’s foreign ministry denied the report as “invented,” while the French government "
        "maintained it had “solid proof.”",
        (Says("foreign ministry", "invented", "denies"), Says("French government", "solid proof", "alleges")),
    ),
    Hard(
        38,
        '"They took the boats," said Omar Haidar.\n\n"We watched them leave.\n\n"And nobody helped," he said.',
        (
            Says("Omar Haidar", "They took"),
            Says("Omar Haidar", "We watched"),
            Says("he", "nobody helped", "", "Omar Haidar"),
        ),
    ),
)
