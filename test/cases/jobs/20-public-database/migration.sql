-- Roles
CREATE ROLE "${env}_people";
--> statement-breakpoint
-- Revokes
REVOKE CONNECT, TEMPORARY ON DATABASE "${database}" FROM PUBLIC;
--> statement-breakpoint
-- Grants
GRANT CONNECT ON DATABASE "${database}" TO "${env}_people";
