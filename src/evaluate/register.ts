import type { ArtifactKey } from '../domain/artifacts.ts';
import type { Check, Reasons, RegisteredCheck } from '../domain/check.ts';
import type { Binding } from '../domain/claim.ts';
import { claimedStores } from '../domain/claim.ts';
import type { Kind, KindParameters, Store } from '../domain/kinds.ts';
import { createSay } from './say.ts';

/** Folds a check's own types away, so that the registry can hold all of them. `id` is `<file name>`, `family` its folder. */
export const register = <K extends Kind, N extends ArtifactKey, R extends Reasons>(
  family: string,
  id: string,
  check: Check<K, N, R>,
): RegisteredCheck => {
  const decides = (binding: Binding): binding is Binding & { readonly with: KindParameters[K] } =>
    check.decides.some((kind) => kind === binding.kind);
  return {
    id,
    family,
    title: check.title,
    why: check.why,
    decides: check.decides,
    needs: check.needs,
    reasons: check.reasons,
    whenEmpty: check.whenEmpty,
    notShown: check.notShown ?? [],
    stores: check.stores ?? [],
    applies: (binding) => decides(binding) && namesStore(check.stores, binding) && (check.when?.(binding.with) ?? true),
    run: (items, binding, context) =>
      decides(binding) ? check.evaluate(items, binding.with, createSay(check.reasons, context)) : [],
  };
};

const namesStore = (stores: readonly Store[] | undefined, binding: Binding): boolean =>
  stores === undefined || claimedStores(binding).some((store) => stores.includes(store));
