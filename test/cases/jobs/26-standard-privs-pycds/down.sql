-- Revokes: DM_RENTAL
REVOKE USAGE ON SCHEMA "DM_RENTAL" FROM "inspector", "steward", "viewer";
REVOKE SELECT ON TABLE
  "DM_RENTAL"."dm_strike",
  "DM_RENTAL"."rental_events"
FROM
  "inspector",
  "viewer";
REVOKE ALL ON TABLE "DM_RENTAL"."dm_strike", "DM_RENTAL"."rental_events" FROM "steward";
REVOKE USAGE ON SEQUENCE "DM_RENTAL"."rental_events_id_seq" FROM "steward";
--> statement-breakpoint
-- Revokes: DM_USER
REVOKE USAGE ON SCHEMA "DM_USER" FROM "inspector", "steward", "viewer";
REVOKE SELECT ON TABLE
  "DM_USER"."union_member_card",
  "DM_USER"."union_member_join"
FROM
  "inspector",
  "viewer";
REVOKE ALL ON TABLE "DM_USER"."union_member_card" FROM "steward";
REVOKE SELECT ON TABLE "DM_USER"."union_member_join" FROM "steward";
--> statement-breakpoint
-- Revokes: DWH_RATING
REVOKE USAGE ON SCHEMA "DWH_RATING" FROM "inspector", "steward", "viewer";
REVOKE SELECT ON TABLE "DWH_RATING"."rating" FROM "inspector", "viewer";
REVOKE ALL ON TABLE "DWH_RATING"."rating" FROM "steward";
--> statement-breakpoint
-- Revokes: DWH_USER_INFO
REVOKE USAGE ON SCHEMA "DWH_USER_INFO" FROM "inspector", "steward", "viewer";
REVOKE SELECT ON TABLE "DWH_USER_INFO"."info" FROM "inspector", "viewer";
REVOKE ALL ON TABLE "DWH_USER_INFO"."info" FROM "steward";
--> statement-breakpoint
-- Revokes: ODS_RENTAL
REVOKE USAGE ON SCHEMA "ODS_RENTAL" FROM "inspector", "steward", "viewer";
REVOKE SELECT ON TABLE
  "ODS_RENTAL"."rental_session",
  "ODS_RENTAL"."strike"
FROM
  "inspector",
  "viewer";
REVOKE ALL ON TABLE "ODS_RENTAL"."rental_session", "ODS_RENTAL"."strike" FROM "steward";
REVOKE USAGE ON SEQUENCE
  "ODS_RENTAL"."rental_session_id_seq",
  "ODS_RENTAL"."strike_id_seq"
FROM "steward";
--> statement-breakpoint
-- Revokes: STG_AUTH
REVOKE USAGE ON SCHEMA "STG_AUTH" FROM "inspector", "steward", "viewer";
REVOKE SELECT ON TABLE "STG_AUTH"."user" FROM "inspector", "viewer";
REVOKE ALL ON TABLE "STG_AUTH"."user" FROM "steward";
REVOKE USAGE ON SEQUENCE "STG_AUTH"."user_id_seq" FROM "steward";
--> statement-breakpoint
-- Revokes: STG_RENTAL
REVOKE USAGE ON SCHEMA "STG_RENTAL" FROM "inspector", "steward", "viewer";
REVOKE SELECT ON TABLE "STG_RENTAL"."item", "STG_RENTAL"."strike" FROM "inspector", "viewer";
REVOKE ALL ON TABLE "STG_RENTAL"."item", "STG_RENTAL"."strike" FROM "steward";
REVOKE USAGE ON SEQUENCE "STG_RENTAL"."item_id_seq" FROM "steward";
--> statement-breakpoint
-- Revokes: STG_USERDATA
REVOKE USAGE ON SCHEMA "STG_USERDATA" FROM "inspector", "steward", "viewer";
REVOKE SELECT ON TABLE
  "STG_USERDATA"."info_keys",
  "STG_USERDATA"."param"
FROM
  "inspector",
  "viewer";
REVOKE ALL ON TABLE "STG_USERDATA"."info_keys", "STG_USERDATA"."param" FROM "steward";
--> statement-breakpoint
-- Revokes: "geo.v2"
REVOKE USAGE ON SCHEMA "geo.v2" FROM "inspector", "steward", "viewer";
REVOKE SELECT ON TABLE "geo.v2"."c{d}" FROM "inspector", "viewer";
REVOKE ALL ON TABLE "geo.v2"."c{d}" FROM "steward";
--> statement-breakpoint
-- Revokes: public
REVOKE USAGE ON SCHEMA "public" FROM "inspector", "steward", "viewer";
REVOKE SELECT ON TABLE "public"."plain" FROM "inspector", "viewer";
REVOKE ALL ON TABLE "public"."plain" FROM "steward";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "inspector";
DROP ROLE "steward";
DROP ROLE "viewer";
