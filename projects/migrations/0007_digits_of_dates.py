"""Write dates in digits of another script, which took pages down, in the digits that the portal reads.

What is no date at all stays as it is: the portal says that it cannot be read, to whoever can mend it.
"""

import unicodedata

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import TextField
from django.db.models.functions import Cast

COLUMNS = {
    "Project": ["planned_start", "planned_end"],
    "Goal": ["by_when"],
    "GoalValue": ["measured_on"],
    "StateChange": ["since"],
    "PhaseChange": ["since"],
    "Publication": ["published_on"],
    "PlanLine": ["period_start", "period_end", "feedback_due", "feedback_given"],
    "Funding": ["starts", "ends"],
    "ImprovementProposal": ["due"],
}


def rewrite(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, columns in COLUMNS.items():
        rows = apps.get_model("projects", name).objects.all()
        for column in columns:
            found = rows.exclude(**{column: ""}).annotate(raw=Cast(column, TextField())).values_list("pk", "raw")
            for pk, raw in found.iterator():
                read = western_digits(raw)
                if read != raw:
                    rows.filter(pk=pk).update(**{column: read})


def western_digits(text: str) -> str:
    return "".join(sign if (digit := unicodedata.decimal(sign, None)) is None else str(digit) for sign in text)


class Migration(migrations.Migration):
    dependencies = [("projects", "0006_help_numbers")]

    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
