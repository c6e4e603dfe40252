import type { Member } from "../../api/queries/account";
import { useForms } from "../../api/queries/forms";
import { useText } from "../../i18n/language";
import { trimmed } from "../../fhir/common";

const DISPLAY = "http://hl7.org/fhir/StructureDefinition/display";

/** A response names its questionnaire by an address: the words are those of the form that was asked for, or come along with it. */
export function useFilledTitle(member: Member) {
  const { t } = useText();
  const { forms } = useForms(member);
  return (response: fhir4.QuestionnaireResponse): string => {
    const asked = forms.find(({ form }) => form.response_id === response.id)?.form.title;
    const told = response._questionnaire?.extension?.find(({ url }) => url === DISPLAY)?.valueString;
    return asked ?? trimmed(told) ?? t.forms.untitled;
  };
}
