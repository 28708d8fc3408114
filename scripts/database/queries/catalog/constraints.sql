-- Of tables and domains.
SELECT
  concat_ws(
    ' ',
    'constraint',
    CASE
      WHEN o.conrelid <> 0 THEN o.conrelid::regclass::text
      ELSE format_type(o.contypid, NULL)
    END,
    quote_ident(o.conname), o.contype, pg_get_constraintdef(o.oid),
    CASE WHEN NOT o.convalidated THEN 'not validated' END
  ) AS line
FROM pg_catalog.pg_constraint o
JOIN pg_catalog.pg_namespace n ON n.oid = o.connamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
