// SPDX-License-Identifier: MIT

import { asciiAddress } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { z } from 'zod';
import { followsRule, type PasswordRule, weakPassword } from '../common/sign-in/password-rule';
import { type FieldError, localized } from './describe-error';

/** The maximum in Supabase Auth, in bytes of UTF-8: bcrypt ignores all others. */
const MAXIMUM_PASSWORD_BYTES = 72;

/** The pattern of browsers for addresses in ASCII. */
const emailSchema = z.email({ pattern: z.regexes.html5Email });

/** The sets of characters of Supabase Auth that have a shorter name. Their texts are the same in every language. */
const NAMES: ReadonlyMap<string, string> = new Map([
    ['abcdefghijklmnopqrstuvwxyz', 'a–z'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'A–Z'],
    ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', 'a–z A–Z'],
    ['0123456789', '0–9']
]);

/** Returns what the user typed as an address, with its domain in ASCII. */
export function addressOf(email: string): string {
    return asciiAddress(email.trim());
}

/** Returns a password in one form: keyboards differ in how they type an accented letter (RFC 8265, OpaqueString). */
export function passwordOf(typed: string): string {
    return typed.normalize('NFC');
}

/** Returns the digits of a code, which may be copied with spaces. */
export function codeOf(typed: string): string {
    return typed.replaceAll(/\s/g, '');
}

/** Returns a sentence with the rule for new passwords. */
export function describeRule({ minimumLength, characters }: PasswordRule): string {
    return characters.length === 0
        ? nls.localize('sanyam/auth/rule', 'At least {0} characters.', minimumLength)
        : nls.localize(
              'sanyam/auth/ruleWithCharacters',
              'At least {0} characters, with one of each: {1}',
              minimumLength,
              characters.map(set => NAMES.get(set) ?? set).join(', ')
          );
}

/** Returns what is wrong with an address; `undefined` if it can be sent. */
export function checkEmail(address: string): FieldError | undefined {
    if (address === '') {
        return { field: 'email', message: nls.localize('sanyam/auth/enterEmail', 'Enter your email.') };
    }
    return emailSchema.safeParse(address).success
        ? undefined
        : {
              field: 'email',
              message: nls.localize('sanyam/auth/invalidEmail', 'Enter an email such as ada@example.org.')
          };
}

/** Returns what is wrong with a new password; `undefined` if it can be sent. */
export function checkNewPassword(password: string, rule: PasswordRule | undefined): FieldError | undefined {
    if (password === '') {
        return { field: 'password', message: nls.localize('sanyam/auth/enterNewPassword', 'Enter a new password.') };
    }
    if (rule && !followsRule(password, rule)) {
        return { field: 'password', message: localized(weakPassword(describeRule(rule))) };
    }
    return new TextEncoder().encode(password).length > MAXIMUM_PASSWORD_BYTES
        ? {
              field: 'password',
              message: nls.localize(
                  'sanyam/auth/longPassword',
                  'Enter a shorter password: at most {0} bytes. An accented letter takes two bytes, an emoji four.',
                  MAXIMUM_PASSWORD_BYTES
              )
          }
        : undefined;
}
