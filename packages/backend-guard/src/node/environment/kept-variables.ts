// SPDX-License-Identifier: MIT

/** A set of environment variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variable with which the operator names further variables that the backend and its terminals keep. */
const FURTHER_VARIABLES = 'SANYAM_IDE_ENVIRONMENT';

/** Settings of the backend. None of them is secret: the browser gets those of the cloud and its providers. */
const SETTINGS = [
    'SUPABASE_URL',
    'SUPABASE_ANON_KEY',
    'SANYAM_GATEWAY_URL',
    'SANYAM_OAUTH_PROVIDERS',
    'SANYAM_AUTH_PROVIDERS',
    FURTHER_VARIABLES,
    'THEIA_HOSTS',
    'THEIA_CONFIG_DIR',
    'THEIA_PARENT_PID',
    'THEIA_APP_PROJECT_PATH',
    'THEIA_ENTRY_POINT',
    'THEIA_SHELL',
    'THEIA_SHELL_ARGS',
    'FRONTEND_CONNECTION_TIMEOUT',
    'NODE_ENV',
    'NODE_COMPILE_CACHE'
];

/** What shells, and the programs that people start in a terminal, expect on Linux and macOS. */
const UNIX = [
    'PATH',
    'HOME',
    'USER',
    'LOGNAME',
    'SHELL',
    'PWD',
    'HOSTNAME',
    'LANG',
    'LANGUAGE',
    'TZ',
    'TERM',
    'COLORTERM',
    'TERMINFO',
    'TMPDIR',
    'MANPATH',
    'INFOPATH',
    'EDITOR',
    'VISUAL',
    'PAGER',
    'LD_LIBRARY_PATH',
    'DYLD_LIBRARY_PATH',
    'ZDOTDIR',
    'SSH_AUTH_SOCK',
    'DISPLAY',
    'WAYLAND_DISPLAY',
    'XAUTHORITY',
    'DBUS_SESSION_BUS_ADDRESS',
    'XPC_FLAGS',
    'XPC_SERVICE_NAME',
    '__CF_USER_TEXT_ENCODING'
];

const WINDOWS = [
    'ALLUSERSPROFILE',
    'APPDATA',
    'COMMONPROGRAMFILES',
    'COMMONPROGRAMFILES(X86)',
    'COMMONPROGRAMW6432',
    'COMPUTERNAME',
    'COMSPEC',
    'DRIVERDATA',
    'HOMEDRIVE',
    'HOMEPATH',
    'LOCALAPPDATA',
    'LOGONSERVER',
    'NUMBER_OF_PROCESSORS',
    'OS',
    'PATHEXT',
    'PROCESSOR_ARCHITECTURE',
    'PROCESSOR_IDENTIFIER',
    'PROCESSOR_LEVEL',
    'PROCESSOR_REVISION',
    'PROGRAMDATA',
    'PROGRAMFILES',
    'PROGRAMFILES(X86)',
    'PROGRAMW6432',
    'PSMODULEPATH',
    'PUBLIC',
    'SESSIONNAME',
    'SYSTEMDRIVE',
    'SYSTEMROOT',
    'TEMP',
    'TMP',
    'USERDOMAIN',
    'USERNAME',
    'USERPROFILE',
    'WINDIR'
];

/** How programs reach the network: proxies and certificates. */
const NETWORK = [
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'ALL_PROXY',
    'NO_PROXY',
    'NODE_USE_ENV_PROXY',
    'NODE_EXTRA_CA_CERTS',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    'CURL_CA_BUNDLE',
    'GIT_SSL_CAINFO',
    'REQUESTS_CA_BUNDLE'
];

const KEPT = new Set([...SETTINGS, ...UNIX, ...WINDOWS, ...NETWORK]);
const KEPT_PREFIXES = ['LC_', 'XDG_'];

/**
 * Returns the variables that the backend keeps, and that its terminals inherit. All others may be secrets of other
 * programs, such as the keys of a gateway in the same container. It is an allow-list, because nobody knows the names of
 * all secrets.
 *
 * @throws Error with a sentence that names {@link FURTHER_VARIABLES} and the invalid name in it
 */
export function keptVariables(environment: Environment): Record<string, string> {
    const further = new Set(furtherVariables(environment[FURTHER_VARIABLES]));
    const kept: Record<string, string> = {};
    for (const [name, value] of Object.entries(environment)) {
        if (value !== undefined && (further.has(name) || isKept(name))) {
            kept[name] = value;
        }
    }
    return kept;
}

/** Windows ignores the case of names, and Unix has proxies in lower case, too. */
function isKept(name: string): boolean {
    const upper = name.toUpperCase();
    return KEPT.has(upper) || KEPT_PREFIXES.some(prefix => upper.startsWith(prefix));
}

function furtherVariables(setting: string | undefined): string[] {
    const names = (setting ?? '')
        .split(',')
        .map(name => name.trim())
        .filter(name => name !== '');
    for (const name of names) {
        if (!/^\w+$/.test(name)) {
            throw new Error(
                `${FURTHER_VARIABLES} has the invalid name “${name}”. Separate names with commas, such as JAVA_HOME,GOPATH.`
            );
        }
    }
    return names;
}
