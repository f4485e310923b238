"""How many projects say in a plan how residents take part: a fact of the register."""

from reports.figures.indicators.definition import IndicatorDefinition

WITH_PLAN = IndicatorDefinition(
    key="with_plan",
    version=1,
    title="Projecten met een participatieplan",
    text=(
        "Het aantal projecten met minstens één regel in het participatieplan: welke input, van wie, met welk doel, hoe "
        "verzameld en hoe gebruikt. Dit is een gegeven uit de plannen, zoals zij op dat moment waren."
    ),
    unit="projecten",
    counted=False,
)
