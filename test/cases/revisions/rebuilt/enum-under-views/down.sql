ALTER TYPE "SHOP"."state" ADD VALUE 'paid' BEFORE 'lost';
