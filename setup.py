"""What pyproject.toml cannot say: pictures, translations and the demo's texts of resources/ go into the package."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["homemail*"]), "homemail.resources"],
    package_dir={"homemail.resources": "resources"},
    package_data={
        "homemail": ["py.typed"],
        "homemail.resources": ["*.svg", "*.tsv", "icons/*.svg", "i18n/*.ts", "demo/*"],
    },
)
