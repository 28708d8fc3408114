-- Of tables and domains. NOT NULL is a property of the column; the name that 18 gives to its constraint says nothing.
SELECT
  concat_ws(
    ' ',
    'constraint',
    CASE
      WHEN o.conrelid <> 0 THEN o.conrelid::regclass::text
      ELSE format_type(o.contypid, NULL)
    END,
    quote_ident(o.conname)
  ) AS object,
  CASE WHEN o.conrelid <> 0 THEN o.conrelid::regclass::text END AS relation,
  concat_ws(
    ' ',
    o.contype, pg_get_constraintdef(o.oid),
    CASE WHEN NOT o.convalidated THEN 'not validated' END
  ) AS line
FROM pg_catalog.pg_constraint o
JOIN pg_catalog.pg_namespace n ON n.oid = o.connamespace
WHERE (o.contype <> 'n' OR o.connoinherit OR NOT o.convalidated)
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
