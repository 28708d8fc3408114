ALTER TYPE "SHOP"."state" ADD VALUE 'lost';
