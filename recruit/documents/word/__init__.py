"""Word documents from templates that their authors edit in Word."""

from recruit.documents.word.compiled import CompiledTemplate, compile_template
from recruit.documents.word.guard import TemplateRefused

__all__ = ["CompiledTemplate", "TemplateRefused", "compile_template"]
