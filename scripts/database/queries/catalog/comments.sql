SELECT
  concat_ws(' ', 'comment on', object.type, object.identity) AS object,
  concat_ws(' ', 'is', quote_literal(d.description)) AS line
FROM pg_catalog.pg_description d
CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) AS object
WHERE (d.objoid >= 16384 OR d.classoid = 'pg_catalog.pg_namespace'::regclass)
  AND coalesce(object.schema, object.name, '') !~ '^pg_'
  AND coalesce(object.schema, object.name, '') <> ALL (
    SELECT quote_ident(name) FROM unnest(current_setting('dwh.left_out')::text[]) AS name
  )
