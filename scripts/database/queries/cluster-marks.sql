-- The marks of all databases of the cluster: large objects with numbers of ours, and whom they are granted to. What
-- PostgreSQL notes of grants in every database can be read from all of them. It notes nothing of its own roles: such
-- a one is in the number.
SELECT
  d.datname AS database,
  s.objid::bigint::float8 AS number,
  CASE WHEN d.datname = current_database() THEN obj_description(s.objid, 'pg_largeobject') END AS note,
  to_json(array_remove(array_agg(r.rolname::text) || min(own.rolname::text), NULL)) AS roles,
  NOT EXISTS (
    SELECT FROM pg_catalog.pg_shdepend o
    JOIN pg_catalog.pg_roles maker ON maker.oid = o.refobjid
    WHERE o.dbid = s.dbid AND o.classid = s.classid AND o.objid = s.objid AND o.deptype = 'o'
      AND NOT (maker.rolsuper OR maker.rolcreaterole)
  ) AS trusted
FROM pg_catalog.pg_shdepend s
JOIN pg_catalog.pg_database d ON d.oid = s.dbid
JOIN pg_catalog.pg_roles r ON r.oid = s.refobjid
LEFT JOIN pg_catalog.pg_roles own ON own.oid = ((s.objid::bigint >> 14) & 16383)::oid
WHERE s.classid = 'pg_catalog.pg_largeobject'::regclass
  AND s.refclassid = 'pg_catalog.pg_authid'::regclass
  AND s.deptype = 'a'
  -- The index on databases, classes and objects: what a million grants are noted by lies elsewhere. 12 << 28, 15 << 28.
  AND s.objid >= '3221225472'::oid AND s.objid < '4026531840'::oid
GROUP BY d.datname, s.dbid, s.classid, s.objid
