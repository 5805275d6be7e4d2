"""Who a speaker is across articles: states and their organs, organisations, people, and their other names."""
