# The processes of DonThu in a rehearsal: which there are, what each is started with. Sourced by rehearse.sh.

declare -A project=(
    [gateway]=gateway/Gateway [intake]=services/Intake [routing]=services/Routing
    [resolution]=services/Resolution [oversight]=services/Oversight [catalogue]=workflows/Catalogue)

# One department has a Resolution of its own, with its own database; another Resolution serves all the others.
own_department=xa-go-may
own_resolution=resolution-$own_department

other_departments() { (cd "$repository/deploy/departments" && printf '%s\n' */department.json) | sed 's|/.*||' | grep -vxF "$own_department"; }

# service_of NAME: intake-2 is an instance of intake, resolution-xa-go-may a resolution.
service_of() { sed -E 's/-[0-9]+$//; s/^resolution-.*/resolution/' <<<"$1"; }

# installation_of NAME: what instances have in common, their database and keys.
installation_of() { sed -E 's/-[0-9]+$//' <<<"$1"; }

# instances_of NAME: intake intake-2 …
instances_of() {
    local n
    echo "$1"
    for ((n = 2; n <= instances; n++)); do echo "$1-$n"; done
}

# Those who only listen first, so that every queue exists before anything is published.
listening=(oversight resolution "$own_resolution" routing)
publishing=(intake catalogue)
installations=("${listening[@]}" "${publishing[@]}")

# settings NAME: what the process is told, a line each.
settings() {
    local name=$1 installation n=0 code of instance given
    installation=$(installation_of "$name")
    echo "ASPNETCORE_ENVIRONMENT=Development"
    echo "DOTNET_ENVIRONMENT=Development"
    echo "ASPNETCORE_URLS=http://127.0.0.1:$(port_of "$name")"
    echo "DonThu__DataDirectory=$root/$installation"
    echo "DonThu__Issuer__Authority=http://127.0.0.1:$(port_of gateway)/"
    echo "DonThu__Messaging__Transport=RabbitMq"
    echo "DonThu__Messaging__BrokerUri=$broker_uri"
    if [[ $database == postgresql ]]; then
        echo "DonThu__Database__Provider=PostgreSql"
        echo "DonThu__Database__ConnectionString=$database_connection;Database={service}"
    fi
    case $installation in
        "$own_resolution")
            echo "DonThu__Departments__Served__0=$own_department"
            if [[ $database == postgresql ]]; then echo "ConnectionStrings__Resolution=$database_connection;Database=${own_resolution//-/_}"; fi ;;
        resolution)
            for code in $(other_departments); do echo "DonThu__Departments__Served__$((n++))=$code"; done ;;
        gateway)
            for of in "${installations[@]}"; do
                n=0
                for instance in $(instances_of "$of"); do
                    ((++n))
                    echo "ReverseProxy__Clusters__${of}__Destinations__$([[ $n == 1 ]] && echo one || echo "$n")__Address=http://127.0.0.1:$(port_of "$instance")/"
                done
            done ;;
    esac
    for given in ${given_settings[@]+"${given_settings[@]}"}; do echo "$given"; done
}

prepare_service() {
    local name=$1 service output program setting told
    service=$(service_of "$name")
    output=$repository/${project[$service]}/bin/$configuration/net10.0
    program=${project[$service]##*/}
    [[ -x $output/$program ]] || fail "$output/$program is missing; run without --no-build"
    mkdir -p "$root/$(installation_of "$name")"
    mapfile -t told < <(settings "$name")
    {
        echo '#!/usr/bin/env bash'
        printf 'cd %q\n' "$output"
        printf 'export ASPNETCORE_CONTENTROOT=%q\n' "$output"
        # A name with a hyphen is none of the shell's; the others stay out of the command line, where everybody could read them.
        for setting in "${told[@]}"; do [[ ${setting%%=*} == *-* ]] || printf 'export %q\n' "$setting"; done
        printf 'exec env'
        for setting in "${told[@]}"; do [[ ${setting%%=*} != *-* ]] || printf ' \\\n    %q' "$setting"; done
        printf ' \\\n    ./%s\n' "$program"
    } | script "$name"
}

# databases: "name provider connection" of every database, for whoever looks at them from outside.
databases() {
    local name
    for name in intake identities routing resolution "$own_resolution" oversight catalogue accounts; do
        if [[ $database == postgresql ]]; then echo "$name PostgreSql $database_connection;Database=${name//-/_}"; continue; fi
        case $name in
            identities) echo "$name Sqlite Data Source=$root/intake/identities.db" ;;
            accounts) echo "$name Sqlite Data Source=$root/gateway/accounts.db" ;;
            "$own_resolution") echo "$name Sqlite Data Source=$root/$name/resolution.db" ;;
            *) echo "$name Sqlite Data Source=$root/$name/$name.db" ;;
        esac
    done
}
