// SPDX-License-Identifier: MIT

import type { z } from 'zod';
import { type Clock, systemClock } from './clock';
import { normalizeAddress } from './normalize-address';
import { parseRetryAfter, RetryTime } from './retry-time';
import { errorOf, SanyamError } from './sanyam-error';

/** Milliseconds during which a call is retried, by default. */
const DEFAULT_MAX_WAIT = 30_000;

/** Milliseconds after which an attempt times out, by default. */
const DEFAULT_TIMEOUT = 120_000;

export interface ConnectionOptions {
    /** The address of the gateway, for example `https://api.example.com`. */
    readonly url: string;
    /** An API key or an access token, or a function that returns one for each request. */
    readonly token?: string | (() => string | Promise<string>) | undefined;
    /** Milliseconds during which a call is retried (default: 30,000). 0: never retry. */
    readonly maxWait?: number | undefined;
    /** Milliseconds after which an attempt times out (default: 120,000). */
    readonly timeout?: number | undefined;
    /** The function that sends requests (default: that of the platform). */
    readonly fetch?: typeof fetch | undefined;
    /** The clock for the waits between retries (default: that of the platform). */
    readonly clock?: Clock | undefined;
}

export interface CallOptions {
    /** Aborts the call, which then rejects with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}

/** An API call. */
export interface ApiRequest<Result> extends CallOptions {
    readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
    /** The path segments after `/api/v1`. */
    readonly path: readonly (string | number)[];
    readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
    readonly headers?: Readonly<Record<string, string | undefined>>;
    /** Is sent as JSON. */
    readonly body?: unknown;
    /** The schema of a successful answer. The input is undefined when the answer has no body. */
    readonly answer: z.ZodType<Result>;
    /**
     * Whether to repeat the call when it is unknown whether it succeeded. A function gets the failure of the repeat. It
     * returns the result if the first attempt succeeded after all, and throws otherwise.
     */
    readonly repeat: 'always' | 'never' | ((failure: SanyamError) => Promise<Result>);
}

/** Temporary statuses: from a proxy without its gateway, or from a gateway without its database. */
const PASSING = new Set([502, 503, 504]);

/** Sends calls to a gateway, retries them when that helps, and parses the answers. */
export class Connection {
    private readonly base: string;

    /** @throws TypeError when the address is invalid */
    constructor(private readonly options: ConnectionOptions) {
        this.base = normalizeAddress(options.url);
    }

    /**
     * Sends a call, with retries.
     *
     * @throws SanyamError when the gateway refuses the call, does not answer in time, or sends an unknown answer
     */
    async send<Result>(request: ApiRequest<Result>): Promise<Result> {
        const { maxWait = DEFAULT_MAX_WAIT, clock = systemClock } = this.options;
        const retryTime = new RetryTime(maxWait, clock);
        let mayBeDone = false;
        for (;;) {
            const outcome = await this.attempt(request);
            if (!(outcome instanceof SanyamError)) {
                return outcome.result;
            }
            if (!isPassing(outcome) || (outcome.status !== 429 && request.repeat === 'never')) {
                if (mayBeDone && typeof request.repeat === 'function') {
                    return request.repeat(outcome);
                }
                throw outcome;
            }
            mayBeDone ||= outcome.status !== 429;
            const wait = retryTime.nextWait(outcome.retryAfter);
            if (wait === undefined) {
                throw outcome;
            }
            await clock.pause(wait, request.signal);
        }
    }

    private async attempt<Result>(request: ApiRequest<Result>): Promise<{ result: Result } | SanyamError> {
        const { signal, answer } = request;
        const url = this.base + pathOf(request.path) + queryOf(request.query);
        const init = { ...(await this.initOf(request)), signal: this.limit(signal) };
        let response: Response;
        let text: string;
        try {
            response = await (this.options.fetch ?? fetch)(url, init);
            text = await response.text();
        } catch (cause) {
            signal?.throwIfAborted();
            return new SanyamError(
                'UNREACHABLE',
                `The gateway at ${this.base} does not answer${reasonOf(cause)}. Check the address and your connection.`,
                { cause }
            );
        }
        const body = parseJson(text);
        const circumstances = {
            status: response.status,
            requestId: response.headers.get('X-Request-Id') ?? undefined,
            retryAfter: parseRetryAfter(response.headers.get('Retry-After'))
        };
        if (!response.ok && response.status !== 304) {
            return errorOf(body, circumstances);
        }
        const { data, error } = answer.safeParse(body);
        if (error === undefined) {
            return { result: data as Result };
        }
        return new SanyamError(
            'UNEXPECTED_ANSWER',
            'The server sent an unknown answer. Check the address of the gateway, or update this client.',
            { ...circumstances, cause: error }
        );
    }

    private async initOf({ method, headers, body }: ApiRequest<unknown>): Promise<RequestInit> {
        const all = new Headers({ Accept: 'application/json' });
        for (const [name, value] of Object.entries(headers ?? {})) {
            if (value !== undefined) {
                all.set(name, value);
            }
        }
        const token = await this.currentToken();
        if (token !== undefined) {
            all.set('Authorization', `Bearer ${token}`);
        }
        // A gateway never redirects, so the address is wrong. Following would turn a POST into a GET.
        const init: RequestInit = { method, headers: all, redirect: 'manual', credentials: 'omit' };
        if (body === undefined) {
            return init;
        }
        all.set('Content-Type', 'application/json');
        return { ...init, body: JSON.stringify(body) };
    }

    private async currentToken(): Promise<string | undefined> {
        const { token } = this.options;
        const current = typeof token === 'function' ? await token() : token;
        // Otherwise the platform's error for an invalid header would show the token.
        if (current !== undefined && !/^[\x21-\x7e]+$/.test(current)) {
            throw new SanyamError('INVALID_TOKEN', 'The token is empty or contains invalid characters.');
        }
        return current;
    }

    private limit(signal: AbortSignal | undefined): AbortSignal {
        const limit = AbortSignal.timeout(this.options.timeout ?? DEFAULT_TIMEOUT);
        return signal === undefined ? limit : AbortSignal.any([signal, limit]);
    }
}

/** Returns whether a retry may succeed soon. A gateway without a cloud will not have one in half a minute. */
function isPassing({ code, status }: SanyamError): boolean {
    return code === 'UNREACHABLE' || status === 429 || (PASSING.has(status ?? 0) && code !== 'CLOUD_NOT_CONFIGURED');
}

/** Returns the path. @throws TypeError for an id that would lead to another path */
function pathOf(segments: ApiRequest<unknown>['path']): string {
    const encoded = segments.map(segment => {
        if (/^\.{0,2}$/.test(String(segment))) {
            throw new TypeError(`“${segment}” is not an id.`);
        }
        return encodeURIComponent(segment);
    });
    return `/api/v1/${encoded.join('/')}`;
}

function queryOf(query: ApiRequest<unknown>['query']): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) {
        if (value !== undefined) {
            parameters.set(name, String(value));
        }
    }
    return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}

/** Parses JSON. Returns undefined for an empty text, and other text unchanged. */
function parseJson(text: string): unknown {
    if (text === '') {
        return undefined;
    }
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

/** Returns the error code in parentheses, which Node has in the cause. Browsers tell no reason. */
function reasonOf(error: unknown): string {
    const cause: unknown = error instanceof Error ? (error.cause ?? error) : undefined;
    const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
    return code === undefined ? '' : ` (${code})`;
}
