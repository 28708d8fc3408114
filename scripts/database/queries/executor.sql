-- What a role may do that is to apply revisions ($1; the current one where it is null): itself as it stands to the
-- roles ($2), memberships in them, and the objects ($3: key, kind, path) with their owners. `SET` is asked of 16+ only.
WITH executor AS (
  SELECT r.*, current_setting('server_version_num')::int / 10000 AS major
  FROM pg_catalog.pg_roles r
  WHERE rolname = coalesce($1::text, current_user)
), asked AS (
  SELECT o ->> 'key' AS key, o ->> 'kind' AS kind, n.oid AS schema, o -> 'path' ->> 0 AS first, o -> 'path' ->> 1 AS second, o -> 'path' ->> 2 AS third
  FROM jsonb_array_elements($3::text::jsonb) AS o
  LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = o -> 'path' ->> 0
), found AS (
  -- kinds: found
), named AS (
  SELECT r.oid, rolname, rolsuper, rolinherit
  FROM pg_catalog.pg_roles r
  WHERE rolname IN (SELECT jsonb_array_elements_text($2::text::jsonb)) OR r.oid IN (SELECT owner FROM found)
)
SELECT
  coalesce($1::text, current_user) AS name,
  e.oid IS NOT NULL AS exists,
  current_setting('server_version_num')::int / 10000 AS major,
  current_database() AS database,
  coalesce(e.rolsuper, false) AS superuser,
  coalesce(e.rolinherit, true) AS inherit,
  coalesce(e.rolcreaterole, false) AS createrole,
  coalesce(e.rolcreatedb, false) AS createdb,
  coalesce(e.rolreplication, false) AS replication,
  coalesce(e.rolbypassrls, false) AS bypassrls,
  coalesce(has_database_privilege(e.oid, current_database(), 'CONNECT'), false) AS connects,
  EXISTS (
    SELECT FROM pg_catalog.pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
    WHERE d.datname = current_database() AND a.privilege_type = 'CONNECT' AND a.grantee IN (0, d.datdba)
  ) AS "ownerConnects",
  coalesce(has_database_privilege(e.oid, current_database(), 'CREATE'), false) AS creates,
  (
    SELECT jsonb_agg(jsonb_build_object(
      'name', n.rolname,
      'superuser', n.rolsuper,
      'inherit', n.rolinherit,
      'inherits', coalesce(pg_has_role(e.oid, n.oid, 'USAGE'), false),
      'sets', coalesce(CASE WHEN e.major >= 16 THEN pg_has_role(e.oid, n.oid, 'SET') ELSE pg_has_role(e.oid, n.oid, 'MEMBER') END, false),
      'admin', coalesce(e.oid <> n.oid AND pg_has_role(e.oid, n.oid, 'MEMBER WITH ADMIN OPTION'), false),
      'own', (
        SELECT jsonb_build_object('inherit', to_jsonb(m) -> 'inherit_option', 'set', to_jsonb(m) -> 'set_option')
        FROM pg_catalog.pg_auth_members m
        WHERE e.major >= 16 AND m.roleid = n.oid AND m.member = e.oid AND m.grantor = e.oid
      )
    ))
    FROM named n
  ) AS roles,
  (SELECT jsonb_object_agg(key, rolname) FROM found JOIN pg_catalog.pg_roles o ON o.oid = owner) AS owners,
  (
    SELECT jsonb_object_agg(key, privileges)
    FROM (
      SELECT key, jsonb_agg(DISTINCT privilege_type) AS privileges
      FROM found, aclexplode(acl)
      WHERE is_grantable AND grantee <> 0 AND pg_has_role(e.oid, grantee, 'USAGE')
      GROUP BY key
    ) AS given
  ) AS options,
  (
    SELECT jsonb_object_agg(key, jsonb_build_array(n.nspname, c.relname))
    FROM asked
    JOIN pg_catalog.pg_class s ON s.relnamespace = asked.schema AND s.relname = second AND s.relkind = 'S'
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
    JOIN pg_catalog.pg_class c ON c.oid = d.refobjid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE kind = 'sequence'
  ) AS "tablesOf",
  (SELECT jsonb_agg(first) FROM found WHERE kind = 'schema' AND has_schema_privilege(e.oid, schema, 'CREATE')) AS creatable,
  (
    SELECT jsonb_object_agg(first, (
      SELECT coalesce(jsonb_agg(rolname), '[]')
      FROM (SELECT n.oid, rolname FROM named n UNION SELECT e.oid, e.rolname) AS r
      WHERE has_schema_privilege(r.oid, schema, 'USAGE')
    ))
    FROM found
    WHERE kind = 'schema'
  ) AS users,
  (
    SELECT jsonb_agg(jsonb_build_object('role', n.rolname, 'member', member.rolname, 'grantor', grantor.rolname, 'bootstrap', grantor.oid = 10))
    FROM pg_catalog.pg_auth_members m
    JOIN named n ON n.oid = m.roleid
    JOIN pg_catalog.pg_roles member ON member.oid = m.member
    JOIN pg_catalog.pg_roles grantor ON grantor.oid = m.grantor
  ) AS grants
FROM (SELECT 1) AS always
LEFT JOIN executor e ON true
