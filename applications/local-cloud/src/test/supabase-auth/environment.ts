// SPDX-License-Identifier: MIT

import type { AuthSettings } from '../../auth/auth-settings.js';
import type { MailType } from '../../auth/mails/mail-types.js';

/** Where the server is, and what it uses. */
export interface AuthPlace {
    readonly port: number;
    /** The address that its links and its providers lead to. */
    readonly externalUrl: string;
    readonly templatesUrl: string;
    readonly databaseUrl: string;
    readonly migrations: string;
    readonly smtpUrl: string;
    readonly jwtSecret: string;
    /** The addresses of providers, by their names. */
    readonly providers: Readonly<Record<string, string>>;
}

/** Far more requests than a test sends. The server's limits count networks, and all tests come from one. */
const MANY = '100000';

/** Returns the variables with which Supabase's Auth server has the settings of config.toml. */
export function authEnvironment(settings: AuthSettings, place: AuthPlace): Record<string, string> {
    const smtp = new URL(place.smtpUrl);
    return {
        GOTRUE_API_HOST: '127.0.0.1',
        PORT: String(place.port),
        API_EXTERNAL_URL: place.externalUrl,
        GOTRUE_DB_DRIVER: 'postgres',
        DATABASE_URL: place.databaseUrl,
        GOTRUE_DB_MIGRATIONS_PATH: place.migrations,
        GOTRUE_LOG_LEVEL: 'warn',
        GOTRUE_SITE_URL: settings.siteUrl,
        GOTRUE_URI_ALLOW_LIST: settings.redirectUrls.join(','),
        GOTRUE_DISABLE_SIGNUP: String(!settings.signUp),
        GOTRUE_JWT_SECRET: place.jwtSecret,
        GOTRUE_JWT_EXP: '3600',
        GOTRUE_JWT_AUD: 'authenticated',
        GOTRUE_JWT_DEFAULT_GROUP_NAME: 'authenticated',
        GOTRUE_JWT_ADMIN_ROLES: 'service_role',
        GOTRUE_JWT_ISSUER: place.externalUrl,
        GOTRUE_PASSWORD_MIN_LENGTH: String(settings.passwordLength),
        GOTRUE_PASSWORD_REQUIRED_CHARACTERS: settings.passwordCharacters
            .map(characters => characters.replaceAll(':', String.raw`\:`))
            .join(':'),
        GOTRUE_SECURITY_REFRESH_TOKEN_ROTATION_ENABLED: 'true',
        GOTRUE_SECURITY_REFRESH_TOKEN_REUSE_INTERVAL: '10',
        GOTRUE_SECURITY_UPDATE_PASSWORD_REQUIRE_REAUTHENTICATION: String(settings.securePasswordChange),
        GOTRUE_SECURITY_MANUAL_LINKING_ENABLED: String(settings.manualLinking),
        GOTRUE_EXTERNAL_EMAIL_ENABLED: String(settings.emailEnabled),
        GOTRUE_EXTERNAL_PHONE_ENABLED: 'false',
        GOTRUE_MAILER_AUTOCONFIRM: String(settings.autoconfirm),
        GOTRUE_MAILER_SECURE_EMAIL_CHANGE_ENABLED: String(settings.confirmChangeTwice),
        GOTRUE_MAILER_OTP_LENGTH: String(settings.codeLength),
        GOTRUE_MAILER_OTP_EXP: String(settings.codeLifetime),
        GOTRUE_SMTP_HOST: smtp.hostname,
        GOTRUE_SMTP_PORT: smtp.port,
        GOTRUE_SMTP_ADMIN_EMAIL: 'no-reply@sanyam.invalid',
        GOTRUE_SMTP_SENDER_NAME: 'Sanyam',
        GOTRUE_SMTP_MAX_FREQUENCY: `${settings.mailPause}s`,
        GOTRUE_RATE_LIMIT_EMAIL_SENT: MANY,
        ...mails(settings, place),
        ...providers(place)
    };
}

const MAILS: Readonly<Record<MailType, string>> = {
    confirmation: 'CONFIRMATION',
    invite: 'INVITE',
    magic_link: 'MAGIC_LINK',
    recovery: 'RECOVERY',
    email_change: 'EMAIL_CHANGE',
    reauthentication: 'REAUTHENTICATION'
};

function mails({ templates }: AuthSettings, { templatesUrl, externalUrl }: AuthPlace): Record<string, string> {
    return Object.fromEntries(
        Object.entries(MAILS).flatMap(([type, name]) => [
            [`GOTRUE_MAILER_TEMPLATES_${name}`, `${templatesUrl}/${type}`],
            [`GOTRUE_MAILER_SUBJECTS_${name}`, templates[type]?.subject ?? ''],
            [`GOTRUE_MAILER_URLPATHS_${name}`, `${externalUrl}/verify`]
        ])
    );
}

function providers({ providers: urls, externalUrl }: AuthPlace): Record<string, string> {
    return Object.fromEntries(
        Object.entries(urls).flatMap(([provider, url]) => {
            const name = `GOTRUE_EXTERNAL_${provider.toUpperCase()}`;
            return [
                [`${name}_ENABLED`, 'true'],
                [`${name}_CLIENT_ID`, 'sanyam'],
                [`${name}_SECRET`, 'sanyam'],
                [`${name}_REDIRECT_URI`, `${externalUrl}/callback`],
                [`${name}_URL`, url]
            ];
        })
    );
}
