-- Roles
CREATE ROLE "${env}_mart_lead";
--> statement-breakpoint
-- Grants: DM_RENTAL
GRANT SELECT ON TABLE
  "DM_RENTAL"."dm_strike",
  "DM_RENTAL"."rental_events"
TO "${env}_mart_lead" WITH GRANT OPTION;
