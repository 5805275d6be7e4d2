"""Notices that sites put around articles: credits, rights, pictures, advertising, consent, comments."""

from __future__ import annotations

__all__ = ["NOTICES", "STORY"]

STORY = r"(?:story|article|post|report|column|piece|interview|review|essay|commentary|version)"
_NAMES = r"(?-i:[A-Z][\w.'’-]*(?:(?:,|,? and|,? in|,? at| &)? [A-Z][\w.'’-]*){0,20})"
_TIME = r"\d\d?(?::\d\d)? ?[ap]\.?m\.?(?: \(?(?:[A-Z]{2,4}|local time)\)?)?"

# First words of a line, and what must be true of the whole line then; see :mod:`index.openings`.
NOTICES: tuple[tuple[str, str], ...] = (
    # Who else worked on it; what became of the page.
    ("contributing contributors contributor", r"Contribut(?:ing|ors?)(?: reporters?| writers?)?\s?:.*"),
    (
        "reporting additional with writing editing compiled",
        rf"\(?(?:Additional |With )?(?:Reporting|Writing|Editing"
        rf"|Compiled) by {_NAMES}(?:; ?[\w ]{{3,30}} by {_NAMES}){{0,4}}\.?\)?",
    ),
    ("our", r"Our Standards: .{0,80}"),
    (
        "this the",
        rf"\(?(?:This|The) {STORY}(?: and (?:its )?headline)? (?:has been|have been|was"
        rf"|is being|will be) (?:\w+ )?updated\b(?! to (?:be|say|call)\b).{{0,100}}",
    ),
    ("this", r"\(?This is an? (?:developing|breaking|ongoing)(?: news)? (?:story|situation|event)\b.{0,160}"),
    (
        "check refresh please more come",
        r"(?:Please )?(?:Check|Come) back (?:for|soon|later)\b.{0,100}"
        r"|(?:Please )?Refresh (?:for|this page|the page|your browser)\b.{0,80}"
        r"|More to come[.…]*",
    ),
    (
        "updated update last",
        rf"(?:Last )?Updated?\b[ :,]{{0,3}}(?:at )?{_TIME}(?:,? (?:on )?(?:Mon|Tues|Wednes"
        rf"|Thurs|Fri|Satur|Sun)day)?[:.]?",
    ),
    (
        "usa the our",
        rf"(?:USA TODAY|The|Our) (?:[\w, ]{{0,60}} )?reporter {_NAMES} has the latest\b.{{0,160}}",
    ),
    (
        "usa the we see find",
        rf"(?:{_NAMES}|We|See|Find) [^.?!]{{3,120}} (?:websites?|online|page|list|story|map|video|photos?) here\.",
    ),
    # Rights.
    (
        "© c copyright",
        r"\(?(?:©|(?:©|\(c\)|Copyright(?: ©| \(c\))?) ?(?=(?:19|20)\d\d\b"
        r"|.*rights reserved)).*",
    ),
    (
        "reproduced reprinted republished used",
        r"(?:Reproduced|Reprinted|Republished|Used) with permission\b.{0,120}",
    ),
    # Pictures.
    (
        "cover photo photos image picture video illustration pictures images photograph",
        r"\(?(?:(?:Cover )?Photos?|Photograph|Images?|Pictures?|Video|Illustration)(?: by"
        r"| credit| source| copyright)?\s?: ?[^.?]{2,100}\.?\)?",
    ),
    (
        "photo photos photograph photographs",
        r"Photo(?:graph)?s? (?:of|from) (?!the day)[^:]{1,160}: ?[^.?]{2,60}",
    ),
    (
        "photo photos photograph image video",
        r"\(?(?:Photos?|Photographs?|Images?|Video) (?:by"
        r"|courtesy(?: of)?) (?-i:[A-Z])[^.?:]{2,80}\.?\)?",
    ),
    ("image media video", r"(?:Image|Media|Video) (?:caption|copyright|source)s?\b[,:]?.{0,240}"),
    (
        "ap afp reuters epa getty file handout",
        r"\(?(?:AP|AFP|Reuters|EPA|Getty|File|Handout) (?:Photo|Image|Picture"
        r"|File Photo)s?(?:[/:,].{0,80}| by .{2,60})?\.?\)?",
    ),
    (
        "hide show view toggle enlarge",
        r"(?:Hide|Show|View|Toggle) captions?(?: .{0,200})?|Enlarge(?: this)? image",
    ),
    ("hit press", r"(?:Hit|Press) play on the player\b.*"),
    (
        "watch",
        r"Watch(?: it)? (?=(?-i:[A-Z'\"‘“])).{4,120}(?<![.!?…:;,\"”])"
        r"|Watch\b.{1,200}\bin the (?:video|player|clip) (?:above|below)[.:]?",
    ),
    ("video", r"Video Ad Feedback\b.*|Video Player is loading\b.*"),
    ("just", r"JUST WATCHED\b.*\bReplay\b.*"),
    (
        "gallery photos slideshow pictures in",
        r"(?:Photo )?(?:Gallery|Photos|Slideshow|Pictures|IN PICTURES)\s?: ?[^.?!]{4,120}",
    ),
    # Advertising.
    (
        "advertisement advertisements advertising sponsored ad ads promoted paid",
        r"(?:- ?)?(?:Advertise?ments?|Advertising|Sponsored(?: (?:content|by .{2,60}))?|Ads?"
        r"|Promoted|Paid (?:content|post|partnership))(?: ?-)?\.?",
    ),
    (
        "story article continue keep",
        r"(?:Story|Article) continues (?:below|after).{0,40}|(?:Continue|Keep) reading.{0,60}",
    ),
    ("prices", r"Prices were accurate at the time this (?:article|story) was published\b.*"),
    ("report", r"Report (?:this )?ad\b.?"),
    # Consent forms.
    ("we", r"We will use the (?:information|details) you (?:have shared|provide)\b.*"),
    ("if we", r"If you wish to object to the use of your data\b.*|['‘]We['’] includes\b.*"),
    (
        "by",
        r"By (?:signing up|submitting|subscribing|clicking|continuing)\b(?=.*\b(?:privacy"
        r"|terms|agree|cookies?)\b).*",
    ),
    (
        "we this our accept manage",
        r"(?:We(?: and our partners)?|This (?:web)?site|Our (?:web)?site) uses? cookies\b.*"
        r"|(?:Accept|Reject|Manage)(?: all)? cookies?(?: \w+)?",
    ),
    (
        "privacy terms cookie do",
        r"(?:Privacy (?:policy|notice|settings)|Terms (?:of (?:use|service)|(?:and"
        r"|&) conditions)|Cookie (?:policy|settings|preferences)"
        r"|Do not sell (?:or share )?my personal information)(?:[\s|•·]+[\w ]{3,40}){0,4}\.?",
    ),
    # Comments, widgets, waiting.
    (
        "leave post view show hide add load loading comments see all",
        r"(?:Leave|Post|View|Show|Hide|Add|Load|Loading|See)(?: \w+){0,2} comments?\b.{0,40}"
        r"|Comments (?:are|have been) closed\b.{0,80}|All comments",
    ),
    ("loading please", r"Loading(?: \w+){0,2}\s?(?:\.{3}|…)?|Please wait(?:\.{3}|…)?"),
    (
        "what tell share",
        r"(?:What do you think\?|Tell us what you think|Share your (?:thoughts|views"
        r"|comments))(?=.*\b(?:comments?|below|vote|poll)\b).{0,120}",
    ),
    ("vote take", r"(?:Vote|Take) (?:in |part in )?our (?:\w+ )?(?:poll|survey|quiz)\b.{0,80}"),
    (
        "live watch breaking listen on next up",
        r"(?:WATCH |LISTEN )?LIVE|BREAKING(?: NEWS)?|ON AIR|UP NEXT|NEXT UP|NEXT ARTICLE"
        r"|NOW PLAYING",
    ),
    ("tags topics filed categories", r"(?:Tags|Topics|Filed under|Categories)\s?:.{0,200}"),
    # What a paper is, rather than what it tells.
    ("for not embargoed", r"(?:For|Not for) immediate release\b.{0,60}|Embargoed until\b.{0,60}"),
    (
        "the opinions views",
        r"(?:The )?(?:views|opinions)(?: and (?:views|opinions))? expressed (?:in|by"
        r"|here)\b.{0,200}",
    ),
    ("this", r"This article is invented for demonstration; its people, places and events do not exist\."),
)
