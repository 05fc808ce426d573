CREATE TABLE cdrs (
  {columns}
);

CREATE INDEX cdrs_start_at ON cdrs (start_at);

CREATE INDEX cdrs_destination ON cdrs (destination);
