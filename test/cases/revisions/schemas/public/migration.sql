-- Roles
CREATE ROLE "${env}_public_read";
CREATE ROLE "${env}_public_write";
--> statement-breakpoint
CREATE TABLE "events" (
	"id" serial PRIMARY KEY,
	"order" integer
);
--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_order_orders_id_fkey" FOREIGN KEY ("order") REFERENCES "SHOP"."orders"("id");
--> statement-breakpoint
-- Grants: public
GRANT USAGE ON SCHEMA "public" TO "${env}_public_read", "${env}_public_write";
GRANT SELECT ON TABLE "public"."events" TO "${env}_public_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "public"."events" TO "${env}_public_write";
GRANT USAGE ON SEQUENCE "public"."events_id_seq" TO "${env}_public_write";
