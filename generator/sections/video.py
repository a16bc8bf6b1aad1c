"""Video: a file of one's own, or a poster that leads to the platform; nothing is loaded before the click."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Self

from msgspec import Struct
from pydantic import Field, model_validator

from generator.models.written import FilePath, Line, WebUrl, Written, wrong
from generator.sections.pictures import PictureView
from generator.sections.subject import Subject
from generator.sections.wants import Answers, FileWant, Link, LinkWant, PictureWant, Want


class WrittenVideo(Written):
    """A video file (`src`) or an address on a platform (`url`), with a poster."""

    title: Line = Field(examples=["How I layer it"])
    """What the video shows."""
    src: FilePath | None = Field(None, examples=["demo.mp4"])
    """The video's file (MP4 or WebM, at most 25 MB). Write this or `url`."""
    url: WebUrl | None = Field(None, examples=["https://video.example/lea"])
    """Its address on a platform, to which the poster leads. Write this or `src`."""
    poster: FilePath | None = Field(None, examples=["video.jpg"])
    """The picture that is shown before it plays."""

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        if (self.src is None) == (self.url is None):
            raise wrong(
                "video-without-source",
                "a video has either a `src` (a file) or a `url`",
                "write one of them",
                lacks="url",
            )
        return self


DESCRIPTION = Field(
    description="A video: a file of their own, or an address on a platform.",
    examples=[{"url": "https://video.example/lea", "title": "How I layer it", "poster": "video.jpg"}],
)


class VideoView(Struct, frozen=True):
    """`file` (path from the site's root) or `link` is set."""

    title: str
    file: str | None
    link: Link | None
    poster: PictureView | None


class Video:
    """`video:` a file or an address, a poster, a title."""

    name: ClassVar[str] = "video"
    fields: ClassVar[dict[str, Any]] = {"video": Annotated[WrittenVideo, DESCRIPTION]}

    def wants(self, subject: Subject) -> Iterator[Want]:
        """The file or the link, and the poster."""
        video = subject.written("video", WrittenVideo)
        if video:
            place = subject.place.at("video")
            if video.src:
                yield FileWant(video.src, place.at("src"))
            if video.url:
                yield LinkWant(self.name, video.url, "", place.at("url"))
            if video.poster:
                yield PictureWant(video.poster, "video", None, place.at("poster"))

    def view(self, subject: Subject, answers: Answers) -> VideoView | None:
        """The video, or None without one."""
        video = subject.written("video", WrittenVideo)
        if not video:
            return None
        files = answers.picture(PictureWant(video.poster, "video")) if video.poster else None
        view = VideoView(
            video.title,
            answers.file(FileWant(video.src)) if video.src else None,
            answers.link(LinkWant(self.name, video.url)) if video.url else None,
            PictureView(files, "", "video") if files else None,
        )
        return view if view.file or view.link else None
