// SPDX-License-Identifier: MIT

import { errorOf } from './describe-auth-error';
import { linkingFailure } from './linking-errors';
import { unaskedSession } from './return-errors';
import { sentence, type Sentence } from './sentence';
import { SignInError } from './sign-in-error';

const MAIL_PURPOSES = ['sign-up', 'link', 'recovery'] as const;
/** What a mail with a link and a code is for. */
export type MailPurpose = (typeof MAIL_PURPOSES)[number];

const PURPOSES = [...MAIL_PURPOSES, 'new-email', 'provider', 'link-identity'] as const;
/** What leads back to this program: the link of a mail, or an identity provider. */
export type ReturnPurpose = (typeof PURPOSES)[number];

/** The parameter of the address that says for what somebody comes back. */
const PURPOSE = 'sanyam-sign-in';

/** The parameter in which the auth client names the attempt. Only this browser knows the ids of its attempts. */
const FLOW_ID = 'sb_flow_id';

/** A return to this program, with a code or with an error. */
export interface SignInReturn {
    readonly purpose: ReturnPurpose;
    readonly code?: string;
    readonly flowId?: string;
    readonly error?: SignInError;
    /** What is still to do, without an error. */
    readonly notice?: Sentence;
}

/** Returns the address of this program that says for what somebody comes back. */
export function returnAddress({ origin, pathname }: Pick<URL, 'origin' | 'pathname'>, purpose: ReturnPurpose): string {
    return `${origin}${pathname}?${PURPOSE}=${purpose}`;
}

/** Returns what an address says of a sign-in; `undefined` if it says nothing of one. */
export function parseSignInReturn({ search, hash }: Pick<URL, 'search' | 'hash'>): SignInReturn | undefined {
    const query = new URLSearchParams(search);
    const fragment = new URLSearchParams(hash.replace(/^#/, ''));
    const value = (name: string): string | undefined => query.get(name) ?? fragment.get(name) ?? undefined;
    if (fragment.has('access_token')) {
        const asked = fragment.get('type') === 'recovery' ? 'recovery' : 'link';
        return { purpose: asked, error: unaskedSession() };
    }
    const named = query.get(PURPOSE);
    // Without a state that it knows, the auth server cannot tell where to return, and leads to the site's address.
    if (named === null && (value('error') === undefined || value('error_code') === undefined)) {
        return undefined;
    }
    const purpose = PURPOSES.find(known => known === named) ?? 'provider';
    const [code, flowId] = [query.get('code') ?? undefined, query.get(FLOW_ID) ?? undefined];
    if (purpose === 'new-email' && value('message') !== undefined && value('error') === undefined) {
        return { purpose, notice: otherMail };
    }
    const isFailed = value('error') !== undefined || code === undefined;
    return {
        purpose,
        code,
        flowId,
        error: isFailed ? describeReturn(purpose, value('error'), value('error_code')) : undefined
    };
}

/** Anybody can write an address, so none of its sentences is shown. */
function describeReturn(purpose: ReturnPurpose, error: string | undefined, code: string | undefined): SignInError {
    if (code === 'otp_expired') {
        return purpose === 'new-email' ? newEmailExpired() : linkExpired();
    }
    const known = errorOf(code);
    if (known) {
        return known;
    }
    const unlinked = purpose === 'link-identity' ? linkingFailure(error) : undefined;
    if (unlinked) {
        return unlinked;
    }
    if (purpose === 'provider' && error === 'access_denied') {
        return new SignInError(
            'denied',
            sentence(
                'sanyam/auth/denied',
                'The sign-in was canceled at the provider. Try again and allow it, or sign in another way.'
            )
        );
    }
    if (purpose === 'provider' && error === 'server_error') {
        return new SignInError(
            'provider-failed',
            sentence(
                'sanyam/auth/providerFailed',
                'The provider did not complete the sign-in. Try again in a minute, or sign in another way.'
            )
        );
    }
    const name = [code, error].find(text => text !== undefined && /^[a-z_]{1,60}$/.test(text)) ?? purpose;
    return new SignInError('other', sentence('sanyam/auth/failed', 'Could not sign in: {0}', name));
}

/** The server wants the links of both mails for a new email. Anybody can write an address that says so. */
const otherMail = sentence(
    'sanyam/account/otherMail',
    'If this link is from an email that you asked for, its address is confirmed now. Open the link in the email to the other address, too.'
);

function newEmailExpired(): SignInError {
    return new SignInError(
        'link-expired',
        sentence(
            'sanyam/account/newEmailExpired',
            'This link has expired, or was used already. To change your email, begin again on the page Account.'
        )
    );
}

/** Returns the error for the link of a mail that is too old, or that was used. */
function linkExpired(): SignInError {
    return new SignInError(
        'link-expired',
        sentence(
            'sanyam/auth/linkExpired',
            'This link has expired, or was used already. Enter your email to get a new one.'
        )
    );
}
