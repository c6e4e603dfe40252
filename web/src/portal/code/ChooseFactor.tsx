import { useState, type FormEvent } from "react";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { Page } from "../../ui/Page";
import { RadioGroup } from "../../ui/RadioGroup";
import { useFormErrors } from "../../ui/useFormErrors";
import { useOperation, type Explain } from "../../ui/useOperation";
import { factorOptions, type Factor } from "./factors";

interface ChooseFactorProps {
  /** One factor was asked for already. */
  isOther: boolean;
  factors: Factor[];
  choose: (factor: Factor) => Promise<unknown>;
  explain?: Explain;
  onBack: () => void;
}

const ID = "factor";

/** The page that asks by which second factor the person wants to go on. */
export function ChooseFactor({ isOther, factors, choose, explain, onBack }: ChooseFactorProps) {
  const { t } = useText();
  const [chosen, setChosen] = useState<Factor | null>(null);
  const errors = useFormErrors();
  const { busy, run } = useOperation(errors, explain);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (errors.show(chosen ? [] : [{ id: ID, message: t.factors.missing }]) && chosen) void run("send", () => choose(chosen));
  };

  return (
    <Page title={isOther ? t.factors.otherTitle : t.factors.title} errors={errors.list} narrow>
      <form noValidate onSubmit={submit}>
        <RadioGroup
          id={ID}
          legend={t.factors.legend}
          error={errors.of(ID)}
          value={chosen}
          onChange={setChosen}
          options={factorOptions(factors, t)}
        />
        <p className="mb-6 text-quiet">{t.factors.none}</p>
        <div className="flex flex-wrap gap-3">
          <Button type="submit" isPending={busy !== null}>
            {t.app.continue}
          </Button>
          <Button look="secondary" onPress={onBack}>
            {t.app.back}
          </Button>
        </div>
      </form>
    </Page>
  );
}
