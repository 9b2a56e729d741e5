# One image, four roles: api, worker-fast, worker-slow, sweeper (see docker-compose.yml).
FROM python:3.11-slim-bookworm

RUN apt-get update \
 && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-eng fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/*

# One thread a process: two threads on shared cores can be ten times slower.
ENV PYTHONUNBUFFERED=1 OMP_NUM_THREADS=1 OMP_THREAD_LIMIT=1 OPENBLAS_NUM_THREADS=1

WORKDIR /app
COPY pyproject.toml constraints.txt README.md ./
COPY uplift uplift
COPY ingest ingest
COPY extractors extractors
COPY scoring scoring
COPY workers workers
COPY api api
# The CPU build of torch is a tenth of the default one; TORCH_INDEX names where to find it.
ARG TORCH_INDEX=""
RUN pip install --no-cache-dir -c constraints.txt ${TORCH_INDEX:+--extra-index-url $TORCH_INDEX} . \
 && useradd --system --create-home uplift
USER uplift
EXPOSE 8000
CMD ["uvicorn", "api.main:create_app", "--factory", "--host", "0.0.0.0", "--port", "8000"]
