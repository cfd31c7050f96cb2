//! 10, 100 and 1,000 specs: what checking and generating them costs, and that a spec among many costs what it costs
//! among few. Each run is a process of its own, so that it begins cold, as the command does, and has its own peak.
//!
//! `-- write FOLDER COUNT` only writes the specs, for the command itself to be measured with.

use std::{
    env,
    error::Error,
    path::Path,
    process::{Command, ExitCode},
    time::Instant,
};

use refundry_speed::{specs, synthetic};

/// How many specs, and how often each is measured.
const SIZES: [(usize, usize); 3] = [(10, 9), (100, 3), (1000, 1)];

/// The measured works, with the limits of the largest size: seconds and megabytes.
const WORKS: [(&str, f64, f64); 3] = [("check", 5.0, 600.0), ("generate", 25.0, 600.0), ("compare", 25.0, 600.0)];

/// What one run cost.
#[derive(Clone, Copy, Default)]
struct Cost {
    seconds: f64,
    /// Of all cores together, which is what tells on a busy machine; 0 where the system does not tell.
    cpu: f64,
    /// 0 where the system does not tell.
    peak_kb: f64,
}

type Run<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["write", folder, count] => write(Path::new(folder), count),
        ["run", work, folder] => run(work, Path::new(folder)),
        _ => measure(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path, count: &str) -> Run<()> {
    synthetic::write(folder, count.parse()?)?;
    Ok(())
}

/// In the child: does the work once and tells the cost.
fn run(work: &str, base: &Path) -> Run<()> {
    let (specs, out) = (base.join("specs"), base.join("out"));
    let start = Instant::now();
    let right = match work {
        "check" => specs::faults(&specs) == 0,
        // Every file is new here, and none is afterwards.
        "generate" => specs::update(&specs, &out, true)? > 0,
        _ => specs::update(&specs, &out, false)? == 0,
    };
    println!("{} {} {}", start.elapsed().as_secs_f64(), cpu_seconds(), peak_kb());
    if right { Ok(()) } else { Err("the specs or what is made of them have faults".into()) }
}

/// The time that this process has had of all cores, where Linux tells it: user and system, in hundredths.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program stands before, in parentheses, and may hold blanks.
    let after = stat.rsplit(')').next().unwrap_or_default();
    after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The greatest amount of memory that this process has held, where Linux tells it.
fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or_default()
}

fn measure() -> Run<()> {
    println!(
        "{:<9} {:>6} {:>9} {:>10} {:>7} {:>9} {:>14} {:>7} {:>9} {:>10} {:>9}",
        "",
        "specs",
        "seconds",
        "ms a spec",
        "ratio",
        "at most s",
        "CPU ms a spec",
        "ratio",
        "peak MB",
        "at most MB",
        "KB a spec"
    );
    let mut first = [None; WORKS.len()];
    for (count, times) in SIZES {
        let folder = tempfile::tempdir()?;
        synthetic::write(&folder.path().join("specs"), count)?;
        for ((work, seconds, megabytes), first) in WORKS.into_iter().zip(&mut first) {
            let cost = median(work, folder.path(), times)?;
            report(work, count, (seconds, megabytes), cost, *first.get_or_insert((cost, count)));
        }
    }
    Ok(())
}

/// A line: the cost of one spec beside that of one of the smallest number of specs, which stays the same if it is linear.
fn report(work: &str, count: usize, (seconds, megabytes): (f64, f64), cost: Cost, (first, least): (Cost, usize)) {
    let each = |cost: f64, count: usize| cost / count as f64;
    let (wall, cpu) = (each(cost.seconds, count), each(cost.cpu, count));
    let bound = |limit: f64| if count == 1000 { format!("{limit:.0}") } else { String::new() };
    println!(
        "{work:<9} {count:>6} {:>9.3} {:>10.2} {:>7.2} {:>9} {:>14.2} {:>7.2} {:>9.1} {:>10} {:>9.0}",
        cost.seconds,
        wall * 1e3,
        wall / each(first.seconds, least),
        bound(seconds),
        cpu * 1e3,
        cpu / each(first.cpu, least),
        cost.peak_kb / 1024.0,
        bound(megabytes),
        each(cost.peak_kb, count),
    );
}

/// The run of the median time.
fn median(work: &str, folder: &Path, times: usize) -> Run<Cost> {
    let mut costs: Vec<Cost> = (0..times).map(|_| child(work, folder)).collect::<Run<_>>()?;
    costs.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
    Ok(costs.get(times / 2).copied().unwrap_or_default())
}

fn child(work: &str, folder: &Path) -> Run<Cost> {
    let out = folder.join("out");
    // What is there is not written again.
    if work == "generate" && out.exists() {
        std::fs::remove_dir_all(out)?;
    }
    let output = Command::new(env::current_exe()?).args(["run", work]).arg(folder).output()?;
    if !output.status.success() {
        return Err(format!("{work}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let text = String::from_utf8(output.stdout)?;
    let numbers: Vec<f64> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    match numbers.as_slice() {
        [seconds, cpu, peak_kb] => Ok(Cost { seconds: *seconds, cpu: *cpu, peak_kb: *peak_kb }),
        _ => Err(format!("{work} told {text}").into()),
    }
}
