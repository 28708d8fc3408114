-- Roles
CREATE ROLE "${env}_analyst";
--> statement-breakpoint
-- Grants: DM_USER
GRANT SELECT ON TABLE "DM_USER"."union_member_join" TO "${env}_analyst";
