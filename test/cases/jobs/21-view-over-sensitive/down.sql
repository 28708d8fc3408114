-- Revokes: DM_USER
REVOKE SELECT ON TABLE "DM_USER"."union_member_join" FROM "${env}_analyst";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_analyst";
