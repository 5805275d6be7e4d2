"""Who said what in one article: quotations and reported speech, found by rules over a parse."""
