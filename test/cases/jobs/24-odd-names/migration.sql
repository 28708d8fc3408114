-- Roles
CREATE ROLE "${env}_gis";
--> statement-breakpoint
-- Grants: STG_AUTH
GRANT SELECT ON TABLE "STG_AUTH"."user" TO "${env}_gis";
--> statement-breakpoint
-- Grants: "geo.v2"
GRANT SELECT ON TABLE "geo.v2"."c{d}" TO "${env}_gis";
