"""Every knob, once: unit, default and why. Read at the doors only and passed down as values.

Environment variables use the prefix ``UPLIFT_``; ``DATABASE_URL``, ``REDIS_URL`` and ``BLOB_URL`` are also read bare,
as platforms set them. With none of the three set this is the embedded mode: SQLite, a private redis-server, a folder.
"""

from pathlib import Path
from typing import Self

from pydantic import AliasChoices, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from uplift.errors import InvalidInput

EMBEDDED_SECRET = "embedded-only-secret"  # refused below outside the embedded mode


class Settings(BaseSettings):
    """All settings. Raises InvalidInput when a scaled deployment keeps the embedded secret."""

    model_config = SettingsConfigDict(env_prefix="UPLIFT_", extra="ignore", populate_by_name=True)

    home: Path = Field(Path(".uplift"), description="Folder of the embedded mode: database, blobs, redis socket, logs.")
    database_url: str = Field(
        "",
        validation_alias=AliasChoices("UPLIFT_DATABASE_URL", "DATABASE_URL"),
        description="SQLAlchemy URL. Empty: SQLite in `home`. postgres:// is understood.",
    )
    redis_url: str = Field(
        "",
        validation_alias=AliasChoices("UPLIFT_REDIS_URL", "REDIS_URL"),
        description="Broker URL. Empty: the private redis-server's unix socket in `home`.",
    )
    blob_url: str = Field(
        "",
        validation_alias=AliasChoices("UPLIFT_BLOB_URL", "BLOB_URL"),
        description="s3://bucket/prefix (endpoint by AWS_ENDPOINT_URL) or a folder. Empty: `home`/blobs.",
    )
    secret_key: SecretStr = Field(
        SecretStr(EMBEDDED_SECRET),
        description="Keys the audit chain and the salted cross-merchant index. Embedded default refused at scale.",
    )
    service_key: SecretStr = Field(
        SecretStr(""),
        description="Bearer key for creating merchants. Empty when embedded: made at first start, kept in `home`.",
    )
    host: str = Field("127.0.0.1", description="Address the API listens on.")
    port: int = Field(8000, ge=0, le=65535, description="TCP port of the API; 0 picks a free one.")

    max_upload_bytes: int = Field(20_000_000, gt=0, description="Bytes of one file. A 12 MP phone photo is 3-8 MB.")
    max_request_bytes: int = Field(120_000_000, gt=0, description="Bytes of one multipart request.")
    max_files_per_request: int = Field(30, gt=0, description="Files in one request, archive members included.")
    max_pixels: int = Field(60_000_000, gt=0, description="Pixels of one image; above this it is a bomb, not a photo.")
    max_pages: int = Field(200, gt=0, description="Pages of one PDF or TIFF accepted.")
    eager_pages: int = Field(5, gt=0, description="Pages read at once; later pages wait until somebody asks.")
    max_archive_bytes: int = Field(200_000_000, gt=0, description="Unpacked bytes of one zip.")
    max_files_per_merchant_day: int = Field(300, gt=0, description="Files one merchant may upload in 24 hours.")
    max_bytes_per_merchant: int = Field(2_000_000_000, gt=0, description="Stored bytes of one merchant.")

    lease_s: float = Field(120.0, gt=0, description="Seconds a worker owns a file; above reader_deadline_s.")
    reader_deadline_s: float = Field(60.0, gt=0, description="Seconds the reader child may spend on one file.")
    reader_memory_bytes: int = Field(6_000_000_000, gt=0, description="Address space of the reader child.")
    reader_recycle_rss_bytes: int = Field(1_800_000_000, gt=0, description="Resident size above which it is replaced.")
    max_attempts: int = Field(3, gt=0, description="Attempts before a file is dead-lettered; a crash counts double.")
    retry_base_s: float = Field(2.0, ge=0, description="First retry delay; doubles with each attempt.")
    sweep_interval_s: float = Field(5.0, gt=0, description="Seconds between sweeps for expired leases and lost hints.")
    worker_processes: int = Field(2, gt=0, description="Celery prefork children; one reader child each.")
    ocr_engine: str = Field(
        "auto",
        pattern="^(auto|rapidocr-openvino|rapidocr-onnxruntime|tesseract)$",
        description="auto: the fastest RapidOCR runtime by a start-up self-benchmark.",
    )

    policy: str = Field("", description="Policy file to score with. Empty: the newest in scoring/policies in force.")
    claim_s: float = Field(900.0, gt=0, description="Seconds a reviewer's claim on a case lasts without a heartbeat.")
    session_s: float = Field(28_800.0, gt=0, description="Seconds a reviewer's session lasts.")
    login_attempts: int = Field(10, gt=0, description="Failed log-ins per account and address in 15 minutes.")
    idempotency_hours: int = Field(24, gt=0, description="Hours an Idempotency-Key is remembered.")

    @property
    def embedded(self) -> bool:
        """True when no outside service is configured."""
        return not (self.database_url or self.redis_url or self.blob_url)

    @property
    def resolved_database_url(self) -> str:
        """SQLAlchemy URL with the psycopg driver named, or SQLite in `home`."""
        url = self.database_url or f"sqlite:///{(self.home / 'uplift.db').resolve()}"
        for scheme in ("postgres://", "postgresql://"):
            if url.startswith(scheme):
                return "postgresql+psycopg://" + url.removeprefix(scheme)
        return url

    @property
    def resolved_redis_url(self) -> str:
        """Celery broker URL; the embedded one is a unix socket."""
        return self.redis_url or f"redis+socket://{(self.home / 'redis.sock').resolve()}"

    @property
    def resolved_blob_url(self) -> str:
        """`s3://...` or an absolute folder path."""
        return self.blob_url or str((self.home / "blobs").resolve())

    @model_validator(mode="after")
    def _refuse_default_secrets(self) -> Self:
        if not self.embedded and self.secret_key.get_secret_value() == EMBEDDED_SECRET:
            raise InvalidInput(
                "UPLIFT_SECRET_KEY still has its embedded default, but DATABASE_URL, REDIS_URL or BLOB_URL is set. "
                "Set it to a long random text (for example: openssl rand -hex 32)."
            )
        return self
