"""The state of linking: which mention means whom so far, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from csa_research.anonymise.asking.questions import Question, QuestionKind, Texts, snippet
from csa_research.anonymise.naming.clusters import Cluster
from csa_research.anonymise.naming.likely import NameIndex
from csa_research.anonymise.naming.names import name_words
from csa_research.records import Identifier


@dataclass(eq=False)
class Links:
    """The clusters so far, which of them each mention belongs to, and what is still to be asked."""

    identifiers: Sequence[Identifier]
    texts: Texts
    clusters: list[Cluster] = field(default_factory=list)
    of: dict[int, Cluster] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    index: NameIndex = field(default_factory=NameIndex)

    def __post_init__(self) -> None:
        for cluster in self.clusters:
            self.index.add(cluster)

    def take(self, cluster: Cluster) -> Cluster:
        """Add an entity to those that mentions may mean."""
        self.clusters.append(cluster)
        self.index.add(cluster)
        return cluster

    def guess(self, index: int, cluster: Cluster) -> None:
        """Take a mention to mean this entity without teaching it the spelling, so that it is asked until a person says so."""
        names, texts = list(cluster.names), list(cluster.texts)
        self.bind(index, cluster)
        cluster.names, cluster.texts = names, texts

    def bind(self, index: int, cluster: Cluster) -> None:
        """Say that a mention means this entity."""
        mention = self.identifiers[index]
        words = name_words(mention.text)
        self.of[index] = cluster
        cluster.members.append(index)
        if not (cluster.scoped or cluster.participant) or not cluster.groups:
            cluster.groups.add(mention.group)
        if len(words) > 1 and mention.type == "PERSON":
            cluster.full_in.add(mention.group)
        if not cluster.family:
            cluster.add(mention.text)
        elif mention.text not in cluster.texts:
            cluster.texts.append(mention.text)
        self.index.add(cluster)

    def new(self, index: int, *, scoped: bool = False, family: bool = False) -> Cluster:
        """A new entity that begins with this mention."""
        mention = self.identifiers[index]
        cluster = Cluster(mention.type, [], [], {mention.group}, scoped=scoped, family=family)
        self.bind(index, self.take(cluster))
        return cluster

    def ask(self, kind: QuestionKind, indices: Sequence[int], choices: Iterable[str]) -> None:
        """Add a question about these mentions."""
        found = [self.identifiers[i] for i in indices]
        first = found[0]
        self.questions.append(
            Question(
                f"{kind}:{first.group}:{first.turn}:{first.span.start}", kind, first.text, first.type,
                tuple(snippet(mention, self.texts) for mention in found), tuple(dict.fromkeys(choices)),
                max(mention.score for mention in found), True,
            )
        )  # fmt: skip
