import type { Member } from "../../api/queries/account";
import { useForms } from "../../api/queries/forms";
import { trimmed } from "../../fhir/common";
import { useText } from "../../i18n/language";
import { sentText } from "./formText";

const DISPLAY = "http://hl7.org/fhir/StructureDefinition/display";

/**
 * What a filled-in form is called, and when and by whom it was sent. A response names its questionnaire by an address: the
 * words are those of the form that was asked for, or come along with it.
 */
export function useAboutFilled(member: Member) {
  const { t, format } = useText();
  const { forms } = useForms(member);
  return (response: fhir4.QuestionnaireResponse) => {
    const form = forms.find((each) => each.form.response_id === response.id)?.form;
    const told = response._questionnaire?.extension?.find(({ url }) => url === DISPLAY)?.valueString;
    const by = form?.submitted_by ?? trimmed(response.author?.display) ?? trimmed(response.source?.display);
    return { title: form?.title ?? trimmed(told) ?? t.forms.untitled, sent: sentText(response.authored, by, t, format) };
  };
}
