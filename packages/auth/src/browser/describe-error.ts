// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import type { Sentence } from '../common/sign-in/sentence';
import { SignInError, type SignInField } from '../common/sign-in/sign-in-error';

/** An error message, and the field with the error. */
export interface FieldError {
    readonly message: string;
    readonly field?: SignInField;
}

/** Returns a sentence in the language of the user. */
export function localized({ key, english, values }: Sentence): string {
    return nls.localize(key, english, ...values);
}

/** Returns an error as a form shows it. */
export function describeError(reason: unknown): FieldError {
    if (reason instanceof SignInError) {
        return { message: localized(reason.sentence), field: reason.field };
    }
    return { message: reason instanceof Error ? reason.message : String(reason) };
}
