"""The web application: one folder a feature, pages in ``templates/pages`` under the same names."""
