// SPDX-License-Identifier: MIT

import { FrontendApplicationContribution, open, OpenerService } from '@theia/core/lib/browser';
import { Command, CommandContribution, CommandRegistry, Emitter } from '@theia/core/lib/common';
import { ApplicationServer } from '@theia/core/lib/common/application-protocol';
import { FileUri } from '@theia/core/lib/common/file-uri';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import { WorkspaceService } from '@theia/workspace/lib/browser';

export const OPEN_EXAMPLE_WORKSPACE: Command = {
    id: 'sanyam.openExampleWorkspace',
    category: 'Help',
    label: 'Open the Example Workspace'
};

export const OPEN_FIRST_STEPS: Command = {
    id: 'sanyam.openFirstSteps',
    category: 'Help',
    label: 'First Steps'
};

/** Offers the example workspace that the application ships, and once it is open, its page of first steps. */
@injectable()
export class ExampleWorkspaceContribution implements CommandContribution, FrontendApplicationContribution {
    @inject(ApplicationServer)
    protected readonly application: ApplicationServer;

    @inject(FileService)
    protected readonly files: FileService;

    @inject(OpenerService)
    protected readonly openers: OpenerService;

    @inject(WorkspaceService)
    protected readonly workspaces: WorkspaceService;

    protected example: URI | undefined;
    protected readonly onDidChangeEmitter = new Emitter<void>();

    async onStart(): Promise<void> {
        this.workspaces.onWorkspaceChanged(() => this.onDidChangeEmitter.fire());
        const example = FileUri.create(await this.application.getApplicationRoot()).resolve('workspace');
        if (await this.files.exists(example)) {
            this.example = example;
            this.onDidChangeEmitter.fire();
        }
    }

    registerCommands(commands: CommandRegistry): void {
        const onDidChangeEnabled = this.onDidChangeEmitter.event;
        const isElsewhere = () => this.example !== undefined && !this.isOpen();
        commands.registerCommand(OPEN_EXAMPLE_WORKSPACE, {
            onDidChangeEnabled,
            isEnabled: isElsewhere,
            isVisible: isElsewhere,
            execute: () => this.example && this.workspaces.open(this.example, { preserveWindow: true })
        });
        commands.registerCommand(OPEN_FIRST_STEPS, {
            onDidChangeEnabled,
            isEnabled: () => this.isOpen(),
            isVisible: () => this.isOpen(),
            execute: () => this.example && open(this.openers, this.example.resolve('welcome.md'))
        });
    }

    protected isOpen(): boolean {
        return this.workspaces.tryGetRoots().some(root => this.example?.isEqual(root.resource));
    }
}
