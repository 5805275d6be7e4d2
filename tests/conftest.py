"""What the tests of answers and of the page share: one index of the sample articles, built once."""

import pytest

import qa


@pytest.fixture(scope="session")
def samples_index(tmp_path_factory):
    """Folder of the samples' index; not to be written to."""
    folder = tmp_path_factory.mktemp("samples") / "samples.index"
    qa.open_samples(folder).close()
    return folder


@pytest.fixture(scope="session")
def samples(samples_index):
    """The real pipeline over the sample articles; not to be closed."""
    with qa.Pipeline.open(samples_index) as pipeline:
        yield pipeline
