CREATE VIEW "base" AS (select "id" from "orders");
--> statement-breakpoint
CREATE VIEW "zoom" AS (select "id" from "base");
--> statement-breakpoint
-- Grants: public
GRANT SELECT ON TABLE "public"."base", "public"."zoom" TO "${env}_public_read";
