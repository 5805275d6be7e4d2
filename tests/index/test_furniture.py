"""What is no reporting, each with a sentence that looks like it and is reporting."""

from __future__ import annotations

import time

import pytest

from index.furniture import disjoint, furniture, is_furniture
from index.records import Span

FURNITURE = [
    "Click here to read the entire article.",
    "Read more: Dam closed after cracks were found",
    "Read More",
    "MORE:Dam closed after cracks were found",
    "Related: Dam closed",
    "Double take:Dam closed after cracks were found in the wall",
    "More AP news: https://apnews.com/hub/dams",
    "See the full article at PEOPLE.com",
    "iReport.com: Are you there? Share your photos",
    "The JBS Weekly Member Update offers activism tips, new educational tools, upcoming events, and JBS "
    "perspective. Every Monday this e-newsletter will keep you informed on current action projects.",
    "JBS Facebook JBS Twitter JBS YouTube JBS RSS Feed",
    "Sign up for our newsletter",
    "(You can get “5 Things” delivered to your inbox daily. Sign up here.)",
    "Stay in the conversation on politics: Sign up for the OnPolitics newsletter",
    "Subscribe to the digital Courier today.",
    "Follow us on Twitter",
    "Like us on Facebook",
    "Follow Ada Byrd on Twitter: @adabyrd.",
    "Share | Tweet | Print",
    "Ada Byrd covers dams for the Courier. Reach her at abyrd@courier.example.com",
    "Contact Ada Byrd at (302) 555-0100 or abyrd@courier.example.com.",
    "Have an idea for a story? Contact Ada Byrd at abyrd@courier.example.com.",
    "Contributing: Bo Carr, The Associated Press",
    "CNN's Ada Byrd and Bo Carr contributed to this report.",
    "This story has been updated with additional details.",
    "© 2011 People and Time Inc. All rights reserved.",
    "Copyright 2010 CNN. All rights reserved. This material may not be published, broadcast or rewritten.",
    "Photo of Pyongyang's Kim Il Sung Square, North Korea: AP Images",
    "(Photo: Ada Byrd, Courier)",
    "AP Photo/Ada Byrd",
    "The dam in May (Image credit: Ada Byrd/Getty Images)",
    "Hide caption",
    "AP",
    "The Associated Press",
    "USA TODAY",
    "London CNN Business —",
    "___",
    "Advertisement",
    "Story continues below",
    "If you make a purchase by clicking one of the links, we may earn an affiliate fee.",
    "We will use the details you have shared to manage your registration.",
    "See also",
    "Also on Ash Weekly:",
    "RELATED:Dam closed after cracks were found",
    "Watch 'Dam Town' cast speaking at the mill",
    "Watch her speak about the dam in the video above.",
    "Check out: Ash Weekly's list of books",
    "AP dams: https://apnews.com/hub/dams",
    "A version of this story appeared in the May edition of Ash Weekly's newsletter.",
    "Skip advert",
    "Copy link",
    "Share on Facebook | Tweet | Copy link",
    "For more odd news, sign up to the weekly Ash letter",
    "Please consider supporting our journalism with a donation.",
    "Your donation helps us to report.",
    "Already a subscriber? Log in",
    "Log in",
    "Got a tip? Write to us.",
    "(Reporting by Ada Byrd in Bonn; Editing by Bo Carr)",
    "Our Standards: The Ash Principles.",
    "This story and headline have been updated with additional developments.",
    "This is a developing story. Check back for updates.",
    "Refresh for updates",
    "Updated 9:45 a.m. Tuesday",
    "Image caption The dam was built in 1950",
    "Image copyright Ash Images",
    "(Handout photo)",
    "Ada Byrd speaks during a rally at the dam on May 3, 2021 in Bonn, Germany.",
    "A boat on the river. Ada Byrd/Ash Weekly/AP",
    "Sponsored by Ash Bank",
    "WATCH LIVE",
    "Up next",
    "We use cookies to make this site work.",
    "Accept all cookies",
    "By continuing to use this site you agree to our cookies policy.",
    "Loading...",
    "View comments",
    "Comments are closed",
    "What do you think? Tell us in the comments below.",
    "Vote in our poll",
    "Tags: dams, rivers",
    "Back to top",
    "– Ada Byrd",
    "— Ada Byrd, Ash Weekly",
    "Most read",
    "More of the valley: Ash town, its mill and the river seen from above",
]

REPORTING = [
    "Click here, the instructions on the ministry's page read, and nothing happened.",
    "More than 200 people left the valley: the old, the sick and the young.",
    "More: that was all he asked for, he said.",
    "The minister read more than he spoke.",
    "The schedule was simple: rise at 9:30, walk, sleep.",
    "“Sign up for the newsletter,” the mayor told the crowd.",
    "Residents can sign up for a newsletter about the repairs at the town hall.",
    "The company's newsletter, sent to 3,000 customers, named the dam twice.",
    "Subscribers left Twitter, Facebook and YouTube for smaller networks last year.",
    "The minister wrote on Facebook and Twitter that the dam was safe.",
    "Protesters followed the minister on Twitter to learn where he would speak.",
    "Like us, the engineers on Facebook were surprised, she said.",
    "Follow-up talks on the dam will be held in May.",
    "Anyone with information is asked to write to tips@police.example.com.",
    "Ada Byrd is the minister who closed the dam.",
    "The committee's members contributed to this report, published on Monday, without pay, and the ministry "
    "said that it would not be the last one on dams in the valley.",
    "This story has been told many times in the valley.",
    "Copyright law protects the report, the court ruled.",
    "Photographs of the crack were shown to the court: they were taken in May, the expert said.",
    "The Associated Press reported that the dam was closed.",
    "Reuters could not reach the ministry.",
    "AP reporters saw cracks in the wall.",
    "Advertisements for the dam's café were taken down.",
    "AP photos showed the cracks in May.",
    "Copyright claims rose in 2010.",
    "Like many on Twitter, the minister was surprised.",
    "The message was clear: Register today.",
    "Register now, or lose your vote, was the message.",
    "Picture of health: the minister ran ten miles on Monday.",
    "We earn a commission of a tenth.",
    "Getty Images sued the company on Monday.",
    "He watched a report on the dam.",
    "The story continues below ground, where the pipes are.",
    "The law: “Nobody may fish here.”",
    "BLITZER: What do you think of the dam?",
    "The story ran in the Ash Weekly on Monday and was believed.",
    "Reporting by Ash Weekly showed that the wall had cracked twice.",
    "Watch for ice on the wall of the dam",
    "Follow the river to the mill and turn left.",
    "Background: The dam was built in 1950.",
    "For more water, go to the mill.",
    "Loading docks at the dam were closed.",
    "Comments by the minister were heard in silence.",
    "Live music will be played at the mill.",
    "This is a developing country, and it has few dams.",
    "Updated rules for dams were passed on Tuesday.",
    "We use dams for power.",
    "Share prices fell on Monday.",
    "Correction: An earlier version gave a wrong height of the dam.",
    "Editor's note: Ada Byrd was a minister until May.",
    "— Ada Byrd",
    "Vote counting ended on Monday.",
    "The views of the valley are known.",
    "Tap water is safe again.",
    "Sign up for an ad-free account for $11.99 a month",
    "Sign up for the bundle using the same email as before",
    "Email to a minister became evidence.",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_a_line_of_furniture_is_marked_whole(line):
    text = f"The dam was closed.\n\n{line}\n\nRepairs will take a year."
    (span,) = furniture(text)
    assert text[span.start : span.end] == line


@pytest.mark.parametrize("line", REPORTING)
def test_a_sentence_that_looks_like_furniture_stays_reporting(line):
    assert furniture(f"The dam was closed.\n\n{line}\n\nRepairs will take a year.") == []


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("He left. Watch why a German would fight for U.S. »", "Watch why a German would fight for U.S. »"),
        ("He left. Watch him leave » Then he came back.", "Watch him leave »"),
        ("“He left.” See a map » He came. Learn more »", "See a map »"),
        ("Risks rose. Dr. Gupta explains the risks »", "Dr. Gupta explains the risks »"),
        ("The goal was scored late. E-mail to a friend", "E-mail to a friend"),
        (
            "He left. CNN's Bo R. Carr contributed to this report.",
            "CNN's Bo R. Carr contributed to this report.",
        ),
        (
            "He left. Copyright 2008 Associated Press. All rights reserved.",
            "Copyright 2008 Associated Press. All rights reserved.",
        ),
        ("He left. (Click here to view)", "(Click here to view)"),
        ("He left. iReport.com: Are you there?", "iReport.com: Are you there?"),
        ("He left. Read more", "Read more"),
        ("She spoke. Watch her speak in the video above.", "Watch her speak in the video above."),
        ("“I like it.” Skip advert A year later, he left.", "Skip advert"),
        ("“It held,” said Ada Byrd. Bo Carr/Ash Weekly/AP", "Bo Carr/Ash Weekly/AP"),
    ],
)
def test_furniture_inside_a_line_is_marked_and_its_sentence_is_not(line, marked):
    span = furniture(line)[0]
    assert line[span.start : span.end] == marked


@pytest.mark.parametrize(
    "line", ["Il a dit : « Nous partons » avant de partir.", "A mark » " + "of prose " * 40]
)
def test_a_quotation_in_french_is_no_link(line):
    assert not any(span.end - span.start > 10 for span in furniture(line))


def test_a_long_paragraph_is_never_furniture_as_a_whole():
    assert not is_furniture("Click here to read. " * 60)


def test_spans_are_put_in_order_joined_and_freed_of_blanks():
    assert disjoint("ab cd ef", [Span(3, 6), Span(0, 2), Span(1, 3), Span(6, 6)]) == [Span(0, 2), Span(3, 5)]


@pytest.mark.parametrize(
    "line",
    [
        "covers reach " * 60,
        "Follow " + "on at via " * 70,
        "is a reach a@b " * 50,
        "x. " * 250 + "contributed to this report",
        "all rights " * 60 + "rights reserved x",
        "More on " + "x" * 780,
        ". A" * 50 + "»",
        "A. " + "Aa " * 140 + "/AP",
        "A. " + "Aa/" * 140,
        "A" * 90 + "?" + "A" * 600,
        "AA " * 200 + ": a",
        "Reporting by " + "Aa, " * 190,
        "In this " + "a, " * 250,
        "Subscribe " + "newsletter " * 70,
    ],
)
def test_no_line_can_be_written_that_takes_long(line):
    begun = time.process_time()
    furniture(f"{line}\n" * 1000)
    assert time.process_time() - begun < 3


def test_what_a_site_says_of_itself_between_a_credit_and_its_networks_is_furniture():
    text = (
        "The dam held.\n\nPhoto of the dam: Ash Images\n\nThe Ash Letter tells you what others leave out.\n"
        "Ash Facebook Ash Twitter Ash RSS Feed"
    )
    marked = [text[s.start : s.end] for s in furniture(text)]
    assert marked == text.split("\n\n")[1:2] + text.split("\n\n")[2].splitlines()


def test_reporting_after_a_credit_stays_reporting_though_networks_follow():
    text = (
        "Photo of the dam: Ash Images\n\n“It held,” said Ada Byrd.\n\nThe water fell.\n\n"
        "Ash Facebook Ash Twitter Ash RSS Feed"
    )
    marked = {text[s.start : s.end] for s in furniture(text)}
    assert marked == {"Photo of the dam: Ash Images", "Ash Facebook Ash Twitter Ash RSS Feed"}


def test_a_name_after_a_dash_below_a_quotation_says_who_spoke():
    assert furniture("“Nobody may fish here.”\n\n– Ada Byrd\n\nThe dam was closed.") == []


def test_two_links_with_labels_in_capitals_between_paragraphs_are_marked():
    paragraph = "The ministry closed the dam on Monday because of cracks in its wall, it said."
    links = ["DAM CRACKS: What the engineers found in May", "RIVER IN FLOOD: How the valley was emptied"]
    text = "\n\n".join([paragraph, *links, paragraph])
    assert [text[span.start : span.end] for span in furniture(text)] == links
