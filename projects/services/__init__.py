"""Every change of projects, plans and teams."""
