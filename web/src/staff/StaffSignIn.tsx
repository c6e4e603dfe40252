import { OutLink } from "../ui/Button";
import SignIn from "../portal/sign-in/SignIn";
import { useStaffText } from "./text";

/** The portal's sign-in; how one gets a login is another way. */
export default function StaffSignIn() {
  const { s } = useStaffText();
  return (
    <SignIn
      newHere={
        <>
          <p className="mb-3">{s.signIn.newHere}</p>
          <OutLink look="plain" href="/">
            {s.signIn.toPortal}
          </OutLink>
        </>
      }
    />
  );
}
