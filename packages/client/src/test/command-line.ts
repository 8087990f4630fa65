// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

export const SANYAM = join(__dirname, '..', '..', 'bin', 'sanyam.mjs');

/** The outcome of a command. */
export interface Outcome {
    readonly code: number | null;
    readonly out: string;
    readonly said: string;
}

/** A command line with its own folder, configuration and environment. */
export class CommandLine {
    private constructor(
        readonly folder: string,
        readonly environment: Record<string, string>
    ) {}

    static async open(environment: Record<string, string> = {}): Promise<CommandLine> {
        return new CommandLine(await mkdtemp(join(tmpdir(), 'sanyam-client-')), environment);
    }

    /** Returns a command line in an existing folder, which somebody else deletes. */
    static in(folder: string, environment: Record<string, string>): CommandLine {
        return new CommandLine(folder, environment);
    }

    close(): Promise<void> {
        return rm(this.folder, { recursive: true });
    }

    path(name: string): string {
        return join(this.folder, name);
    }

    /** Returns the environment of a command. It inherits only PATH, and where Node keeps what it compiled. */
    env(): Record<string, string> {
        const { folder, environment } = this;
        const { PATH = '', NODE_COMPILE_CACHE } = process.env;
        return {
            PATH,
            ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }),
            HOME: folder,
            XDG_CONFIG_HOME: join(folder, 'configuration'),
            XDG_DATA_HOME: join(folder, 'data'),
            ...environment
        };
    }

    sanyam(...parameters: string[]): Promise<Outcome> {
        return this.pipe('', ...parameters);
    }

    /** Runs a command with some standard input. */
    pipe(input: string, ...parameters: string[]): Promise<Outcome> {
        return this.run(SANYAM, parameters, input);
    }

    /** Runs a line of bash, in which `sanyam` is the command. */
    inShell(line: string): Promise<Outcome> {
        // As parameters, because the paths can have characters of the shell.
        const script = `node=$1 program=$2; sanyam() { "$node" "$program" "$@"; }\n${line}`;
        return this.start('bash', ['-c', script, 'bash', process.execPath, SANYAM]);
    }

    /** Runs a script with Node. */
    run(script: string, parameters: readonly string[], input = ''): Promise<Outcome> {
        return this.start(process.execPath, [script, ...parameters], input);
    }

    private async start(program: string, parameters: readonly string[], input = ''): Promise<Outcome> {
        const child = spawn(program, parameters, { cwd: this.folder, env: this.env() });
        // A program that refuses its input ends before it has read all of it.
        child.stdin.on('error', (error: NodeJS.ErrnoException) => expect(error.code).to.equal('EPIPE'));
        child.stdin.end(input);
        const ended = new Promise<number | null>(resolve => child.once('close', resolve));
        const [out, said, code] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended]);
        return { code, out: out.toString(), said: said.toString() };
    }

    /** Runs a command with --json, and returns its result. @throws Error when the command fails */
    async json(...parameters: string[]): Promise<unknown> {
        const { code, out, said } = await this.sanyam(...parameters, '--json');
        if (code !== 0) {
            throw new Error(`sanyam ${parameters.join(' ')} ended with ${code}: ${said}`);
        }
        return JSON.parse(out);
    }
}
