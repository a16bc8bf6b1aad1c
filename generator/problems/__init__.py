"""Problems: what is wrong with content, as values; their places; their output formats."""

from generator.problems.problem import Place, Problem, Severity
from generator.problems.report import Report
from generator.problems.suggest import closest, did_you_mean

__all__ = ["Place", "Problem", "Report", "Severity", "closest", "did_you_mean"]
