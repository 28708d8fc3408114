-- pg_get_functiondef() knows everything but aggregates. White space around a body says nothing.
SELECT
  format('routine %I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) AS object,
  CASE
    WHEN p.prokind <> 'a' THEN replace(pg_get_functiondef(p.oid), p.prosrc, btrim(p.prosrc, E' \n\r\t'))
    ELSE concat_ws(
      ' ',
      'aggregate', a.aggkind, a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggsortop::regoperator,
      format_type(a.aggtranstype, NULL), 'from ' || a.agginitval, p.proparallel
    )
  END AS line,
  concat_ws(
    ' ',
    'owner', pg_get_userbyid(p.proowner), 'acl',
    (
      SELECT string_agg(item::text, ' ' ORDER BY item::text COLLATE "C")
      FROM unnest(coalesce(p.proacl, acldefault('f', p.proowner))) AS item
    )
  ) AS access
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = p.oid
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
