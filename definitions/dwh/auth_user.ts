// One row per user of the authentication service, with all that is known of them.
import { boolean, index, pgSchema, serial, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const dwhAuthUser = pgSchema("DWH_AUTH_USER");

export const info = dwhAuthUser.table(
  "info",
  {
    id: serial().primaryKey(),
    email: varchar(),
    authEmail: varchar("auth_email").notNull(),
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
    isDeleted: boolean("is_deleted"),
  },
  (t) => [index("info_id_idx").on(t.id)],
);

annotate(info, {
  columns: {
    id: { comment: "Identifier of the user in the authentication service" },
    email: { comment: "E-mail address for contact, from the user's profile" },
    authEmail: { comment: "E-mail address with which the user signs in" },
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
    isDeleted: { comment: "True if the account has been deleted" },
  },
});
