// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { MAIL_TYPES } from './mails/mail-types.js';
import { address, duration, wholeNumber } from './setting-types.js';

const [LOWER, UPPER, DIGITS, SYMBOLS] = [
    'abcdefghijklmnopqrstuvwxyz',
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    '0123456789',
    '!@#$%^&*()_+-=[]{};\'\\:"|<>?,./`~'
];

const CHARACTERS = {
    '': [],
    letters_digits: [LOWER + UPPER, DIGITS],
    lower_upper_letters_digits: [LOWER, UPPER, DIGITS],
    lower_upper_letters_digits_symbols: [LOWER, UPPER, DIGITS, SYMBOLS]
};

/** Supabase Auth raises every smaller minimum to this one. */
const LEAST_PASSWORD_LENGTH = 6;

/** Seconds that a token can be valid for. */
const WEEK = 604_800;

const templateSchema = z.object({ subject: z.string().optional(), content_path: z.string().optional() });

/** A name that is none would leave the mail as it is, without a word. */
const templatesSchema = z.record(z.string(), templateSchema).superRefine((templates, context) => {
    for (const name of Object.keys(templates).filter(each => !MAIL_TYPES.some(type => type === each))) {
        context.addIssue({
            code: 'custom',
            path: [name],
            message: `is no mail. The mails are ${MAIL_TYPES.join(', ')}`
        });
    }
});

const providerSchema = z
    .object({
        enabled: z.boolean().default(false),
        client_id: z.string().default(''),
        secret: z.string().default(''),
        url: z.string().optional(),
        redirect_uri: z.string().optional()
    })
    .loose()
    .refine(({ enabled, client_id }) => !enabled || client_id !== '', {
        path: ['client_id'],
        error: 'is missing, so the provider cannot be on'
    });

/** The part of `[auth]` in config.toml that the front needs. The names and defaults are those of the Supabase CLI. */
const configSchema = z.object({
    site_url: address.default('http://127.0.0.1:3000'),
    additional_redirect_urls: z.array(z.string()).default([]),
    /** Supabase Lite reads it. */
    jwt_expiry: wholeNumber(1, WEEK).optional(),
    enable_signup: z.boolean().default(true),
    enable_manual_linking: z.boolean().default(false),
    refresh_token_reuse_interval: wholeNumber(0).default(10),
    minimum_password_length: wholeNumber(0).default(LEAST_PASSWORD_LENGTH),
    password_requirements: z
        .enum(['', 'letters_digits', 'lower_upper_letters_digits', 'lower_upper_letters_digits_symbols'])
        .default(''),
    rate_limit: z
        .object({
            email_sent: wholeNumber(0).optional(),
            sign_in_sign_ups: wholeNumber(0).default(30),
            token_verifications: wholeNumber(0).default(30)
        })
        .prefault({}),
    email: z
        .object({
            enable_signup: z.boolean().default(true),
            enable_confirmations: z.boolean().default(false),
            double_confirm_changes: z.boolean().default(true),
            secure_password_change: z.boolean().default(false),
            max_frequency: duration.prefault('1s'),
            otp_length: wholeNumber(6, 10).default(6),
            otp_expiry: wholeNumber(1).default(3600),
            template: templatesSchema.default({})
        })
        .prefault({}),
    external: z.record(z.string(), providerSchema).default({})
});

/** What an identity provider knows this cloud by. */
export interface ProviderClient {
    readonly clientId: string;
    readonly secret: string;
    /** The address of a provider on a host of its own. */
    readonly url: string | undefined;
    /** Where the provider leads back to. Undefined: to this cloud. */
    readonly redirectUri: string | undefined;
}

export interface AuthSettings {
    readonly siteUrl: string;
    readonly redirectUrls: readonly string[];
    readonly signUp: boolean;
    /** Whether users can link and unlink identity providers. */
    readonly manualLinking: boolean;
    readonly passwordLength: number;
    /** Seconds in which a used refresh token still renews its session. */
    readonly reuseInterval: number;
    /** A password has a character of each. */
    readonly passwordCharacters: readonly string[];
    readonly emailEnabled: boolean;
    /** Whether an address counts as confirmed without a mail. */
    readonly autoconfirm: boolean;
    /** Whether both addresses must confirm a change of the email. */
    readonly confirmChangeTwice: boolean;
    /** Whether an old session needs a code for a new password. */
    readonly securePasswordChange: boolean;
    /** Seconds between two mails of a kind to an address. */
    readonly mailPause: number;
    /** Mails an hour. Undefined: no limit. */
    readonly mailsAnHour: number | undefined;
    /** Wrong passwords for an address in five minutes. */
    readonly passwordAttempts: number;
    /** Wrong codes for an address in five minutes. */
    readonly codeAttempts: number;
    readonly codeLength: number;
    /** Seconds. */
    readonly codeLifetime: number;
    readonly templates: Readonly<Record<string, z.infer<typeof templateSchema>>>;
    /** The identity providers that are switched on. */
    readonly providers: readonly string[];
    /** How this cloud is known to each of them. */
    readonly providerClients: Readonly<Record<string, ProviderClient>>;
    /** A server that stands in for Google. */
    readonly googleUrl: string | undefined;
}

/**
 * Reads the settings of Auth.
 *
 * @param auth the section `[auth]` of config.toml
 * @throws ZodError when a setting is invalid
 */
export function readAuthSettings(auth: unknown): AuthSettings {
    const { email, rate_limit: limits, ...config } = configSchema.parse(auth);
    return {
        siteUrl: config.site_url,
        redirectUrls: config.additional_redirect_urls,
        signUp: config.enable_signup,
        manualLinking: config.enable_manual_linking,
        passwordLength: Math.max(config.minimum_password_length, LEAST_PASSWORD_LENGTH),
        reuseInterval: config.refresh_token_reuse_interval,
        passwordCharacters: CHARACTERS[config.password_requirements],
        emailEnabled: email.enable_signup,
        autoconfirm: !email.enable_confirmations,
        confirmChangeTwice: email.double_confirm_changes,
        securePasswordChange: email.secure_password_change,
        mailPause: email.max_frequency,
        mailsAnHour: limits.email_sent,
        passwordAttempts: limits.sign_in_sign_ups,
        codeAttempts: limits.token_verifications,
        codeLength: email.otp_length,
        codeLifetime: email.otp_expiry,
        templates: email.template,
        providers: Object.entries(config.external)
            .filter(([, { enabled }]) => enabled)
            .map(([name]) => name),
        providerClients: Object.fromEntries(
            Object.entries(config.external).map(([name, { client_id: clientId, secret, url, redirect_uri }]) => [
                name,
                { clientId, secret, url: url?.replace(/\/$/, '') || undefined, redirectUri: redirect_uri || undefined }
            ])
        ),
        googleUrl: config.external['google']?.url?.replace(/\/$/, '') || undefined
    };
}
