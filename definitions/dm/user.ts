// Data marts on the people of the union.
import { index, integer, pgSchema, serial, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const dmUser = pgSchema("DM_USER");

export const unionMemberJoin = dmUser.table(
  "union_member_join",
  {
    userId: serial("user_id").primaryKey(),
    email: varchar(),
    phoneNumber: varchar("phone_number"),
    vkName: varchar("vk_name"),
    city: varchar(),
    hometown: varchar(),
    location: varchar(),
    githubName: varchar("github_name"),
    telegramName: varchar("telegram_name"),
    homePhoneNumber: varchar("home_phone_number"),
    educationLevel: varchar("education_level"),
    university: varchar(),
    group: varchar(),
    faculty: varchar(),
    position: varchar(),
    studentIdNumber: varchar("student_id_number"),
    department: varchar(),
    modeOfStudy: varchar("mode_of_study"),
    fullName: varchar("full_name"),
    birthDate: varchar("birth_date"),
    photo: varchar(),
    sex: varchar(),
    job: varchar(),
    workLocation: varchar("work_location"),
    cardStatus: varchar("card_status"),
    cardDate: varchar("card_date"),
    cardNumber: varchar("card_number"),
  },
  (t) => [index("union_member_join_user_id_idx").on(t.userId)],
);

annotate(unionMemberJoin, {
  comment: "Profiles of users joined with their union cards",
  columns: {
    email: { comment: "E-mail address for contact" },
    phoneNumber: { comment: "Mobile phone number" },
    vkName: { comment: "Username in the VK social network" },
    city: { comment: "City of residence" },
    hometown: { comment: "City of birth" },
    location: { comment: "Home address" },
    githubName: { comment: "Username on GitHub" },
    telegramName: { comment: "Username in Telegram" },
    homePhoneNumber: { comment: "Landline number at home" },
    educationLevel: { comment: "Degree being studied for, such as bachelor or master" },
    university: { comment: "University of study or work" },
    group: { comment: "Number of the academic group" },
    faculty: { comment: "Faculty to which the person belongs" },
    position: { comment: "Position held at the university" },
    studentIdNumber: { comment: "Number of the student card" },
    department: { comment: "Department of the faculty" },
    modeOfStudy: { comment: "Form of study: full-time, part-time or evening" },
    fullName: { comment: "Surname, first name and patronymic in one line" },
    birthDate: { comment: "Date of birth, as text" },
    photo: { comment: "Link to a photo of the person" },
    sex: { comment: "Sex as stated in the profile" },
    job: { comment: "Organisation the person works for" },
    workLocation: { comment: "Address of the place of work" },
    cardStatus: { comment: "State of the union card, such as ordered or issued" },
    cardDate: { comment: "Date of the card's present state, as text" },
    cardNumber: { comment: "Number printed on the union card" },
  },
});

export const unionMemberCard = dmUser.table(
  "union_member_card",
  {
    userId: serial("user_id").primaryKey(),
    cardId: integer("card_id"),
    cardNumber: varchar("card_number"),
  },
  (t) => [index("union_member_card_user_id_idx").on(t.userId)],
);

annotate(unionMemberCard, {
  columns: {
    cardNumber: { comment: "Number printed on the user's union card" },
  },
});
